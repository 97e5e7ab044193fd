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

    static ChatModel of(ProviderSettings settings, ProviderConfig.Connections config, WireFormat wire) {
        return settings.format() == ProviderFormat.GEMINI ? gemini(settings, config, wire) : openAi(settings, config);
    }

    private static String key(ProviderSettings settings) {
        return settings.keys().stream().findFirst().orElse("none");
    }

    private static ChatModel openAi(ProviderSettings settings, ProviderConfig.Connections config) {
        return OpenAiChatModel.builder()
                .baseUrl(settings.address().toString())
                // Compatible servers on one's own machine need no key, but the client insists on one.
                .apiKey(key(settings))
                .modelName(settings.model())
                .timeout(config.totalTimeout())
                .maxRetries(0)
                .build();
    }

    private static ChatModel gemini(ProviderSettings settings, ProviderConfig.Connections config, WireFormat wire) {
        Feature pool = context -> {
            context.property(QuarkusRestClientProperties.CONNECTION_POOL_SIZE, config.maxConnections());
            context.register(new BlockingRequests());
            return true;
        };
        return GoogleAiGeminiChatModel.builder()
                .httpClientBuilder(
                        new CheckedHttpClientBuilder(new JaxRsHttpClientBuilder().addClientProvider(pool), wire))
                .baseUrl(settings.address().toString())
                .apiKey(key(settings))
                .modelName(settings.model())
                .timeout(config.totalTimeout())
                .maxRetries(0)
                .build();
    }
}
