package dev.runnel.testing;

import static dev.runnel.testing.Requests.ask;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.Collections;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SseClientTest {
    private static final String PATH = "/v1/chat/completions";
    private static final String STREAM = "{\"stream\":true}";
    private static final Duration SHORT = Duration.ofMillis(50);

    private final ScriptedProvider provider = ScriptedProvider.openAi();

    @AfterEach
    void close() {
        provider.close();
    }

    @Test
    void an_event_is_seen_while_the_rest_is_held_back() {
        Gate gate = new Gate();
        provider.enqueue(Script.tokens("first").holdAt(gate).then("second"));
        try (var client = ask(provider)) {
            assertThat(client.nextEvent()).contains("\"role\":\"assistant\"").endsWith("}\n\n");
            assertThat(client.nextEvent()).contains("\"content\":\"first\"").endsWith("}\n\n");
            assertThat(client.pollEvent(SHORT)).isEmpty();
            gate.open();
            assertThat(client.nextEvent()).contains("\"content\":\"second\"");
            assertThat(client.events()).hasSize(3).last().isEqualTo("data: [DONE]\n\n");
            assertThat(client.isEndedCleanly()).isTrue();
        }
    }

    @Test
    void events_are_whole_however_their_bytes_are_split() {
        provider.enqueue(Script.reply("🙂").inPiecesOf(3));
        try (var client = ask(provider)) {
            client.nextEvent();
            assertThat(client.nextEvent())
                    .startsWith("data: {")
                    .contains("\"🙂\"")
                    .endsWith("}\n\n");
        }
    }

    @Test
    void an_event_that_does_not_come_is_not_waited_for_without_end() {
        provider.enqueue(Script.silent());
        try (var client = SseClient.to(provider.port()).patience(SHORT).post(PATH, STREAM)) {
            assertThatThrownBy(client::nextEvent)
                    .isInstanceOf(AssertionError.class)
                    .hasMessageContaining("no event: nothing came");
            assertThat(client.isEndedCleanly()).isFalse();
        }
    }

    @Test
    void an_event_after_the_end_is_an_error_that_shows_the_body() {
        provider.enqueue(Script.status(429));
        try (var client = ask(provider)) {
            assertThat(client.nextEvent()).contains("rate_limit_exceeded");
            assertThatThrownBy(client::nextEvent)
                    .isInstanceOf(AssertionError.class)
                    .hasMessageContaining("the response ended (CLEAN)")
                    .hasMessageContaining("rate_limit_exceeded");
        }
    }

    @Test
    void a_body_with_a_length_ends_cleanly() {
        try (var client = Requests.askWithoutStream(provider)) {
            assertThat(client.header("CONTENT-LENGTH")).isPresent();
            assertThat(client.isEndedCleanly()).isTrue();
            assertThat(client.rawBody()).startsWith("{").endsWith("}");
        }
    }

    @Test
    void given_headers_and_methods_are_sent() {
        try (var client = SseClient.request(
                provider.port(), "DELETE", "/v1/x", "", "Accept: text/event-stream", "Last-Event-ID: 7")) {
            assertThat(client.status()).isEqualTo(404);
            RecordedRequest request = provider.requests().getFirst();
            assertThat(request.method()).isEqualTo("DELETE");
            assertThat(request.header("accept")).hasValue("text/event-stream");
            assertThat(request.header("last-event-id")).hasValue("7");
        }
    }

    @Test
    void a_client_that_does_not_read_makes_the_server_stop_sending() {
        int tokens = 500;
        String token = "x".repeat(16 * 1024);
        provider.enqueue(Script.reply(Collections.nCopies(tokens, token).toArray(String[]::new)));
        try (var client = SseClient.to(provider.port()).receiveBuffer(1024).post(PATH, STREAM)) {
            provider.awaitTokensSent(0, 1);
            await().during(SHORT).until(() -> provider.requestsInProgress() == 1);
            assertThat(client.events()).hasSize(tokens + 3);
        }
        assertThat(provider.requests().getFirst().tokensSent()).isEqualTo(tokens);
    }

    @Test
    void events_are_read_as_a_simple_client_reads_them() {
        SseEvents events = SseEvents.parse("""
                id: 0
                data: {"type":"status","status":"processing"}

                data:{"type":"chunk","content":"without the space"}

                id: 1
                data: {"type":"chunk","content":"Hello"}

                data: {"type":"chunk","content":" you"}

                data: {"type":"complete","finish_reason":"stop"}

                """);
        assertThat(events.types()).containsExactly("status", "chunk", "chunk", "complete");
        assertThat(events.text()).isEqualTo("Hello you");
        assertThat(events.ids()).containsExactly("0", "1");
        assertThat(events.terminal().path("finish_reason").asText()).isEqualTo("stop");
    }

    @Test
    void a_terminal_event_is_alone_and_last() {
        String complete = "data: {\"type\":\"complete\"}\n\n";
        String chunk = "data: {\"type\":\"chunk\",\"content\":\"a\"}\n\n";
        Stream.of(chunk, complete + chunk, complete + complete)
                .map(SseEvents::parse)
                .forEach(events -> assertThatThrownBy(events::terminal).isInstanceOf(AssertionError.class));
    }
}
