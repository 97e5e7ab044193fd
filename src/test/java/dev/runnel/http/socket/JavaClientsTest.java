package dev.runnel.http.socket;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runnel.testing.Dialect;
import dev.runnel.testing.Profiles;
import dev.runnel.testing.ProviderSuite;
import dev.runnel.testing.Script;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.vertx.core.Vertx;
import io.vertx.core.http.WebSocketClientOptions;
import io.vertx.core.http.WebSocketConnectOptions;
import jakarta.inject.Inject;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What Java's clients read: the JDK's knows no compression, and Vert.x's is Netty's. */
@QuarkusTest
@TestProfile(Profiles.OpenAi.class)
class JavaClientsTest extends ProviderSuite {

    private static final String ASK = "{\"type\":\"ask\",\"message\":\"" + "count to five ".repeat(50) + "\"}";

    @Inject
    Vertx vertx;

    private final Queue<String> read = new ConcurrentLinkedQueue<>();
    private final CompletableFuture<Void> end = new CompletableFuture<>();

    @Override
    protected Dialect dialect() {
        return Dialect.OPENAI;
    }

    @BeforeEach
    void a_reply() {
        provider().enqueue(Script.reply("one ", "two ", "three"));
    }

    private void read(String message) {
        read.add(message);
        if (message.startsWith("{\"type\":\"complete\"")) {
            end.complete(null);
        }
    }

    private void assertWhole() {
        end.orTimeout(10, TimeUnit.SECONDS).join();
        assertThat(String.join("", read)).contains("\"one \"", "\"two \"", "\"three\"", "\"complete\"");
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void vertx_reads_compressed_messages(boolean forgets) {
        var client = vertx.createWebSocketClient(new WebSocketClientOptions()
                .setTryUsePerMessageCompression(true)
                .setCompressionAllowClientNoContext(forgets)
                .setCompressionRequestServerNoContext(forgets));
        var address = new WebSocketConnectOptions()
                .setHost("127.0.0.1")
                .setPort(conversation.port())
                .setURI("/api/conversation-socket/" + conversation.user());
        // The client keeps the headers of the answer only until it has handed the socket over.
        var extensions = new CompletableFuture<String>();
        var socket = client.connect(address)
                .onSuccess(open -> extensions.complete(open.headers().get("Sec-WebSocket-Extensions")))
                .toCompletionStage()
                .toCompletableFuture()
                .join();
        assertThat(extensions.join()).startsWith("permessage-deflate");
        socket.textMessageHandler(this::read);
        socket.writeTextMessage(ASK);
        assertWhole();
        client.close();
    }

    @Test
    void the_jdks_client_reads_plain_ones() {
        URI address =
                URI.create("ws://127.0.0.1:" + conversation.port() + "/api/conversation-socket/" + conversation.user());
        WebSocket socket = HttpClient.newHttpClient()
                .newWebSocketBuilder()
                .buildAsync(address, new WebSocket.Listener() {
                    @Override
                    public CompletionStage<?> onText(WebSocket socket, CharSequence text, boolean last) {
                        read(text.toString());
                        socket.request(1);
                        return null;
                    }
                })
                .join();
        socket.sendText(ASK, true);
        assertWhole();
        socket.abort();
    }
}
