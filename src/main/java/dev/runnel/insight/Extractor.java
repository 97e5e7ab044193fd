package dev.runnel.insight;

import io.quarkiverse.langchain4j.RegisterAiService;
import jakarta.enterprise.context.ApplicationScoped;

/**
 * The AI service that finds out what the writer of a message wants. It has no memory: each message is read by itself.
 * Its instructions are not in an annotation, because that would be a template, which is parsed again for each message.
 */
@ApplicationScoped
@RegisterAiService(
        chatLanguageModelSupplier = BackgroundModelSupplier.class,
        chatMemoryProviderSupplier = RegisterAiService.NoChatMemoryProviderSupplier.class,
        systemMessageProviderSupplier = ExtractorInstructions.class)
interface Extractor {

    Extraction extract(String message);
}
