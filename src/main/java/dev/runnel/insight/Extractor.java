package dev.runnel.insight;

import io.quarkiverse.langchain4j.RegisterAiService;
import jakarta.enterprise.context.ApplicationScoped;

/**
 * The AI service that reads one message for what its writer wants. It has no memory: each message is read by itself.
 * Its instructions are no annotation: that would be a template, which is parsed anew for each message.
 */
@ApplicationScoped
@RegisterAiService(
        chatLanguageModelSupplier = BackgroundModelSupplier.class,
        chatMemoryProviderSupplier = RegisterAiService.NoChatMemoryProviderSupplier.class,
        systemMessageProviderSupplier = ExtractorInstructions.class)
interface Extractor {

    Extraction extract(String message);
}
