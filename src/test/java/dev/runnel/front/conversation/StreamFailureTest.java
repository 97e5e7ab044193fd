package dev.runnel.front.conversation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.fasterxml.jackson.databind.JsonNode;
import dev.runnel.testing.ProviderSuite;
import dev.runnel.testing.Script;
import dev.runnel.testing.SseClient;
import dev.runnel.testing.SseEvents;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A reply that its provider does not bring to a good end is never shown as complete. */
abstract class StreamFailureTest extends ProviderSuite {

    static Stream<Arguments> failures_on_the_way() {
        return Stream.of(
                arguments(
                        "a malformed chunk",
                        "provider_malformed",
                        Script.tokens("Hel").thenGarbage().then("lo")),
                arguments(
                        "an error in the stream",
                        "provider_error",
                        Script.tokens("Hel").thenInBandError("secret")),
                arguments("an early end", "provider_cut", Script.tokens("Hel").thenEndWithoutFinish()),
                arguments(
                        "a closed connection",
                        "provider_cut",
                        Script.tokens("Hel").thenCut()),
                arguments(
                        "a reset connection",
                        "provider_cut",
                        Script.tokens("Hel").thenReset()),
                arguments(
                        "a content filter",
                        "content_filtered",
                        Script.tokens("Hel").thenFinish("content_filter")));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("failures_on_the_way")
    void a_reply_that_fails_on_the_way_ends_with_one_error_after_its_text(String name, String code, Script script) {
        provider().enqueue(script);
        SseEvents events = conversation.streamed("Hi");
        assertThat(events.types()).containsExactly("status", "chunk", "error");
        assertThat(events.text()).isEqualTo("Hel");
        assertFailed(events, code);
    }

    static Stream<Arguments> failures_at_the_start() {
        return Stream.of(
                arguments("a refused prompt", "content_filtered", false, Script.contentFiltered()),
                arguments("400", "provider_rejected", false, Script.status(400)),
                arguments("401", "provider_unauthorized", false, Script.status(401)),
                arguments("403", "provider_unauthorized", false, Script.status(403)),
                arguments("404", "provider_rejected", false, Script.status(404)),
                arguments("the context length", "context_length_exceeded", false, Script.contextLengthExceeded()),
                arguments("429", "provider_rate_limited", true, Script.status(429)),
                arguments("500", "provider_unavailable", true, Script.status(500)),
                arguments("503", "provider_unavailable", true, Script.status(503)),
                arguments(
                        "a proxy's page",
                        "provider_unavailable",
                        true,
                        Script.status(502).body("text/html", "<html>Bad gateway</html>")),
                arguments("a reset before the headers", "provider_unavailable", true, Script.resetBeforeHeaders()),
                arguments(
                        "a malformed first chunk",
                        "provider_malformed",
                        true,
                        Script.tokens().thenGarbage()),
                arguments(
                        "an empty stream", "provider_cut", true, Script.tokens().thenEndWithoutFinish()));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("failures_at_the_start")
    void a_reply_that_fails_at_the_start_is_a_status_and_one_error(
            String name, String code, boolean retryable, Script script) {
        provider().enqueue(script);
        SseEvents events = conversation.streamed("Hi");
        assertThat(events.types()).containsExactly("status", "error");
        JsonNode error = assertFailed(events, code);
        assertThat(error.path("retryable").asBoolean()).isEqualTo(retryable);
        assertThat(error.has("retry_after")).isFalse();
    }

    @Test
    void a_provider_that_says_when_to_come_back_is_quoted() {
        provider().enqueue(Script.status(429).header("Retry-After", "7"));
        JsonNode error = assertFailed(conversation.streamed("Hi"), "provider_rate_limited");
        assertThat(error.path("retry_after").asInt()).isEqualTo(7);
    }

    @Test
    void a_provider_that_refuses_connections_is_unavailable() {
        providers.whileRefusingConnections(dialect(), () -> {
            SseEvents events = conversation.streamed("Hi");
            assertThat(events.types()).containsExactly("status", "error");
            assertFailed(events, "provider_unavailable");
        });
        assertThat(conversation.streamed("And now?").terminal().path("type").asText())
                .isEqualTo("complete");
    }

    @Test
    void what_the_provider_said_is_not_shown_for_it_may_quote_the_prompt() {
        provider()
                .enqueue(
                        Script.status(400).message("You sent SECRET"),
                        Script.tokens("a").thenInBandError("SECRET"));
        for (int i = 0; i < 2; i++) {
            try (SseClient client = conversation.stream("Hi")) {
                assertThat(client.rawBody()).contains("\"type\":\"error\"").doesNotContain("SECRET");
            }
        }
    }

    @Test
    void a_stream_that_failed_ends_cleanly_and_was_asked_for_once() {
        provider().enqueue(Script.tokens("Hel").thenReset());
        try (SseClient client = conversation.stream("Hi")) {
            assertThat(client.status()).isEqualTo(200);
            assertThat(client.isEndedCleanly()).isTrue();
        }
        assertThat(provider().requests()).hasSize(1);
    }

    private JsonNode assertFailed(SseEvents events, String code) {
        JsonNode error = events.terminal();
        assertThat(error.path("type").asText()).isEqualTo("error");
        assertThat(error.path("code").asText()).isEqualTo(code);
        assertThat(error.path("message").asText()).isNotBlank();
        assertThat(error.path("session_id").asText()).isEqualTo(conversation.session());
        assertThat(error.path("reply_id").asText())
                .isEqualTo(events.all().getFirst().path("reply_id").asText());
        assertThat(error.path("seq").asInt()).isEqualTo(events.all().size() - 1);
        return error;
    }
}
