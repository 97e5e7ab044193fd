package dev.runnel.provider;

import dev.langchain4j.model.chat.StreamingChatModel;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.vertx.core.Vertx;
import java.net.URI;
import java.util.Map;

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
        ProviderSettings settings = ProviderSettings.openAi(
                "openai", BaseUrl.parse(ProviderFormat.OPENAI, "baseUrl", baseUrl.toString()), "bench");
        ClientOptions client = new ClientOptions(defaults.provider(), new Proxies(defaults.proxy()), "bench");
        this.provider = new HttpProvider(settings, new ProviderEndpoint(vertx, client, settings));
    }

    /** A model for one call. */
    public StreamingChatModel model() {
        return provider.streaming(new ProviderCall(Map.of()));
    }
}
