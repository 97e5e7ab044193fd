package dev.runnel.provider;

import dev.langchain4j.model.chat.StreamingChatModel;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.vertx.core.Vertx;
import java.net.URI;
import java.util.Map;
import java.util.Optional;

/** The adapter to a provider's streams without the service around it, for who measures what is on top of it. */
public final class BareAdapter {

    private final HttpProvider provider;

    /** @param baseUrl of a provider that speaks OpenAI's format and asks for no key */
    public BareAdapter(Vertx vertx, URI baseUrl) {
        ProviderConfig defaults = new SmallRyeConfigBuilder()
                .addDiscoveredConverters()
                .withMapping(ProviderConfig.class)
                .build()
                .getConfigMapping(ProviderConfig.class);
        OpenAiStream wire = new OpenAiStream("bench", Optional.empty());
        this.provider = new HttpProvider(
                "openai", "bench", new ProviderEndpoint("openai", vertx, defaults.provider(), baseUrl, wire));
    }

    /** A model for one call. */
    public StreamingChatModel model() {
        return provider.streaming(new ProviderCall(Map.of()));
    }
}
