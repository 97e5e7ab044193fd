package dev.runnel.provider;

import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.googleai.GoogleAiGeminiChatModel;
import dev.langchain4j.model.openai.OpenAiChatModel;
import io.quarkiverse.langchain4j.jaxrsclient.JaxRsHttpClientBuilder;
import jakarta.ws.rs.core.Feature;
import org.jboss.resteasy.reactive.client.api.QuarkusRestClientProperties;

/**
 * The extensions' own clients for calls without streaming. Their hidden retries are off: whoever calls decides how
 * often, and a retry that nobody sees is billed all the same.
 */
final class BlockingModels {

    private BlockingModels() {}

    static ChatModel openAi(ProviderConfig config) {
        return OpenAiChatModel.builder()
                .baseUrl(config.openai().baseUrl().toString())
                // Compatible servers on one's own machine need no key, but the client insists on one.
                .apiKey(config.openai().apiKey().orElse("none"))
                .modelName(config.openai().model())
                .timeout(config.provider().totalTimeout())
                .maxRetries(0)
                .build();
    }

    static ChatModel gemini(ProviderConfig config, WireFormat wire) {
        Feature settings = context -> {
            context.property(
                    QuarkusRestClientProperties.CONNECTION_POOL_SIZE,
                    config.provider().maxConnections());
            context.register(new BlockingRequests());
            return true;
        };
        return GoogleAiGeminiChatModel.builder()
                .httpClientBuilder(
                        new CheckedHttpClientBuilder(new JaxRsHttpClientBuilder().addClientProvider(settings), wire))
                .baseUrl(config.gemini().baseUrl().toString())
                .apiKey(config.gemini().apiKey().orElse("none"))
                .modelName(config.gemini().model())
                .timeout(config.provider().totalTimeout())
                .maxRetries(0)
                .build();
    }
}
