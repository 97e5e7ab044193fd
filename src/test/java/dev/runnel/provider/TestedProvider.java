package dev.runnel.provider;

import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.vertx.core.Vertx;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** A provider as it is configured, without the service around it. */
final class TestedProvider {

    private TestedProvider() {}

    /** @param settings of {@code runnel.provider.<name>}, and whole names; a model need not be among them */
    static HttpProvider of(Vertx vertx, String name, Map<String, String> settings) {
        Map<String, String> properties = new HashMap<>(Map.of("runnel.provider." + name + ".model", "m"));
        settings.forEach((setting, value) -> properties.put(
                setting.startsWith("runnel.") ? setting : "runnel.provider." + name + '.' + setting, value));
        SmallRyeConfigBuilder builder =
                new SmallRyeConfigBuilder().addDiscoveredConverters().withMapping(ProviderConfig.class);
        properties.forEach(builder::withDefaultValue);
        SmallRyeConfig config = builder.build();
        ProviderConfig known = config.getConfigMapping(ProviderConfig.class);
        ProviderSettings read = ProviderSettings.read(new NamedSettings(config, known, name));
        ClientOptions client = new ClientOptions(known.provider(), new Proxies(known.proxy()), "1.2.3");
        return new HttpProvider(read, new ProviderEndpoint(vertx, client, read));
    }

    /** The whole answer; what it fails with is the cause of an {@code ExecutionException}. */
    static String ask(HttpProvider provider) throws Exception {
        CompletableFuture<String> answer = new CompletableFuture<>();
        StringBuilder text = new StringBuilder();
        provider.streaming(new ProviderCall(Map.of()))
                .chat(ProviderEndpointTest.PROMPT, new StreamingChatResponseHandler() {
                    @Override
                    public void onPartialResponse(String token) {
                        text.append(token);
                    }

                    @Override
                    public void onCompleteResponse(ChatResponse response) {
                        answer.complete(text.toString());
                    }

                    @Override
                    public void onError(Throwable thrown) {
                        answer.completeExceptionally(thrown);
                    }
                });
        return answer.get(10, TimeUnit.SECONDS);
    }
}
