package dev.runnel.http;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.runnel.testing.Conversation;
import dev.runnel.testing.Dialect;
import dev.runnel.testing.Gate;
import dev.runnel.testing.Profiles;
import dev.runnel.testing.ProviderSuite;
import dev.runnel.testing.Script;
import dev.runnel.testing.SseClient;
import dev.runnel.testing.SseEvents;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Connections are for those who ask: whoever holds one without asking loses it, and nobody else does. */
@QuarkusTest
@TestProfile(Profiles.Guarded.class)
class RequestDeadlineTest extends ProviderSuite {

    private static final int MAX_CONNECTIONS = 12;

    @Override
    protected Dialect dialect() {
        return Dialect.OPENAI;
    }

    @Test
    void a_connection_that_brings_nothing_is_closed() {
        try (Connection connection = new Connection()) {
            connection.awaitClosed();
        }
    }

    @Test
    void a_head_that_comes_byte_by_byte_is_not_waited_for() {
        try (Connection connection = new Connection()) {
            connection.dripUntilClosed("GET /q/health/live HTTP/1.1\r\nHost: a\r\nX-Slow: ");
        }
    }

    @Test
    void a_body_that_comes_byte_by_byte_is_not_waited_for() {
        for (String path : List.of(conversation.streamPath(), conversation.wholePath())) {
            try (Connection connection = new Connection()) {
                connection.send("POST " + path
                        + " HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nContent-Length: 9999\r\n\r\n");
                connection.dripUntilClosed("{\"message\":\"");
            }
        }
        assertThat(provider().requests()).isEmpty();
    }

    @Test
    void a_second_head_that_comes_byte_by_byte_is_not_waited_for_either() {
        try (Connection connection = new Connection()) {
            connection.send("GET /q/health/live HTTP/1.1\r\nHost: a\r\n\r\n");
            connection.awaitHeard("HTTP/1.1 200");
            connection.dripUntilClosed("GET /q/health/live HTTP/1.1\r\nHost: a\r\nX-Slow: ");
        }
    }

    @Test
    void a_stream_and_a_resumed_one_may_take_longer() {
        Gate gate = new Gate();
        provider().byDefault(Script.tokens("Hello").holdAt(gate).then(" world"));
        try (SseClient stream = conversation.stream("Hi")) {
            String first = stream.nextEvent();
            String reply =
                    SseEvents.parse(first).all().getFirst().path("reply_id").asText();
            try (SseClient again = SseClient.get(url.getPort(), conversation.streamPath() + "/" + reply)) {
                awaitHeartbeats(again, 4);
                awaitHeartbeats(stream, 4);
                gate.open();
                assertThat(SseEvents.of(again).terminal().path("type").asText()).isEqualTo("complete");
            }
            assertThat(SseEvents.of(stream).terminal().path("type").asText()).isEqualTo("complete");
        }
    }

    @Test
    void an_answer_without_streaming_may_take_longer() {
        Gate gate = new Gate();
        provider().byDefault(Script.tokens("Hello").holdAt(gate).then(" world"));
        try (SseClient watched = conversation.stream("Hi");
                SseClient whole = Conversation.at(url.getPort()).whole("Hi")) {
            awaitHeartbeats(watched, 4);
            gate.open();
            assertThat(whole.status()).isEqualTo(200);
            assertThat(whole.rawBody()).contains("Hello world");
        }
    }

    @Test
    void a_connection_too_many_is_closed_at_once() {
        List<Connection> all = new ArrayList<>();
        try {
            for (int i = 0; i < 2 * MAX_CONNECTIONS; i++) {
                all.add(new Connection());
            }
            await().atMost(Duration.ofSeconds(5))
                    .until(() -> all.stream().anyMatch(connection -> connection.isClosedAfter(1)));
        } finally {
            all.forEach(Connection::close);
        }
    }

    @Test
    void a_head_that_is_too_large_is_refused() {
        try (SseClient client = SseClient.get(url.getPort(), "/q/health/live", "X-Large: " + "x".repeat(17 * 1024))) {
            assertThat(client.status()).isEqualTo(431);
        }
    }

    /** Each is 400 ms after the one before. */
    private static void awaitHeartbeats(SseClient stream, int count) {
        for (int seen = 0; seen < count; ) {
            seen += stream.nextEvent().contains("\"waiting\"") ? 1 : 0;
        }
    }

    /** A connection on which any bytes can be sent. */
    private final class Connection implements AutoCloseable {

        private final Socket socket;
        private final ByteArrayOutputStream heard = new ByteArrayOutputStream();

        Connection() {
            try {
                socket = new Socket(InetAddress.getLoopbackAddress(), url.getPort());
                socket.setTcpNoDelay(true);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        void send(String text) {
            try {
                socket.getOutputStream().write(text.getBytes(US_ASCII));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        /** A byte now and then, each long before the server would call the connection silent. */
        void dripUntilClosed(String beginning) {
            StringBuilder left = new StringBuilder(beginning);
            await().atMost(Duration.ofSeconds(15))
                    .pollInterval(Duration.ofMillis(50))
                    .until(() -> {
                        if (left.isEmpty()) {
                            left.append('x');
                        }
                        try {
                            send(left.substring(0, 1));
                        } catch (UncheckedIOException e) {
                            return true;
                        }
                        left.deleteCharAt(0);
                        return isClosedAfter(50);
                    });
        }

        void awaitClosed() {
            await().atMost(Duration.ofSeconds(15)).until(() -> isClosedAfter(50));
        }

        void awaitHeard(String text) {
            await().atMost(Duration.ofSeconds(5))
                    .until(() -> !isClosedAfter(50) && heard.toString(US_ASCII).contains(text));
        }

        boolean isClosedAfter(int milliseconds) {
            try {
                socket.setSoTimeout(milliseconds);
                int read = socket.getInputStream().read();
                if (read >= 0) {
                    heard.write(read);
                }
                return read < 0;
            } catch (SocketTimeoutException e) {
                return false;
            } catch (IOException e) {
                return true;
            }
        }

        @Override
        public void close() {
            try {
                socket.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
