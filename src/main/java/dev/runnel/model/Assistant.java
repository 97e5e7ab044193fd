package dev.runnel.model;

import dev.langchain4j.service.TokenStream;
import io.quarkiverse.langchain4j.RegisterAiService;
import jakarta.enterprise.context.ApplicationScoped;

/**
 * The AI service behind every streamed reply.
 *
 * <p>It returns a {@code TokenStream} because that delivers tokens on the provider connection's own event loop; a
 * {@code Multi} here would hop threads for each token. It has no memory of its own because an application-scoped
 * service would share one among all users: the conversation travels with each call, see {@link AssistantModel}. So do
 * the instructions: annotations make templates of them and of the message, which are parsed anew for each call, before
 * the model is asked.
 */
@ApplicationScoped
@RegisterAiService(
        streamingChatLanguageModelSupplier = AssistantModel.Supplier.class,
        chatMemoryProviderSupplier = RegisterAiService.NoChatMemoryProviderSupplier.class)
interface Assistant {

    TokenStream reply(String message);
}
