package dev.runnel.provider;

import static org.assertj.core.api.Assertions.assertThat;

import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.runnel.testing.Script;
import dev.runnel.testing.ScriptedProvider;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientResponse;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ProviderEndpointTest {

    static final ChatRequest PROMPT =
            ChatRequest.builder().messages(UserMessage.from("Hi")).build();

    private final Vertx vertx = Vertx.vertx();
    private final ScriptedProvider provider = ScriptedProvider.openAi().byDefault(Script.tokens("Hello"));

    @AfterEach
    void close() throws Exception {
        result(vertx.close());
        provider.close();
    }

    @Test
    void a_connection_that_is_to_be_kept_for_less_than_a_second_is_not_kept_for_ever() throws Exception {
        ProviderConfig config = new SmallRyeConfigBuilder()
                .addDiscoveredConverters()
                .withMapping(ProviderConfig.class)
                .withDefaultValue("runnel.provider.keep-alive", "500ms")
                .build()
                .getConfigMapping(ProviderConfig.class);
        BaseUrl address = BaseUrl.parse(ProviderFormat.OPENAI, "OPENAI_BASE_URL", provider.baseUrl());
        ProviderEndpoint endpoint = new ProviderEndpoint(
                vertx,
                new ClientOptions(config.provider(), new Proxies(config.proxy()), "test"),
                ProviderSettings.openAi("openai", address, "m"));

        ask(endpoint);
        provider.awaitOpenConnections(0);

        assertThat(provider.connectionsOpened()).isOne();
    }

    private static void ask(ProviderEndpoint endpoint) throws Exception {
        byte[] question = endpoint.wire().body(PROMPT, true);
        result(endpoint.open(Reservation.NONE, PROMPT, true, endpoint.retry())
                .compose(request -> request.send(Buffer.buffer(question)))
                .compose(HttpClientResponse::end));
    }

    private static void result(Future<Void> future) throws Exception {
        future.toCompletionStage().toCompletableFuture().get(5, TimeUnit.SECONDS);
    }
}
