package dev.runnel.model;

import dev.langchain4j.service.TokenStream;
import io.quarkiverse.langchain4j.RegisterAiService;
import jakarta.enterprise.context.ApplicationScoped;

/**
 * The AI service behind every streamed reply.
 *
 * <p>It returns a {@code TokenStream} because that delivers tokens on the event loop of the provider's connection. A
 * {@code Multi} would switch threads for each token.
 *
 * <p>It has no chat memory: an application-scoped service would share one among all users. The conversation and the
 * instructions travel with each call instead, see {@link AssistantModel}. Annotations would turn the instructions and
 * the message into templates, which are parsed again for each call before the model is asked.
 */
@ApplicationScoped
@RegisterAiService(
        streamingChatLanguageModelSupplier = AssistantModel.Supplier.class,
        chatMemoryProviderSupplier = RegisterAiService.NoChatMemoryProviderSupplier.class)
interface Assistant {

    TokenStream reply(String message);
}
