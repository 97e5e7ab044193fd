package dev.runnel.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.runnel.testing.Dialect;
import dev.runnel.testing.ProviderCase;
import dev.runnel.testing.RecordedRequest;
import dev.runnel.testing.Script;
import dev.runnel.testing.ScriptedProvider;
import dev.runnel.testing.ScriptedProviders;
import dev.runnel.testing.SseClient;
import dev.runnel.testing.SseEvents;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTestProfile;
import java.net.URL;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What real providers send, each streamed, as a document, and as the document that a reply falls back to when its stream is
 * refused. Most cases wait for something, so all of them are asked for at once, and then looked at one by one.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class ProviderCasesSuite {

    /** One provider, limits on time of 3 s, and the remedies that are there by default. */
    abstract static class Profile implements QuarkusTestProfile {
        private final String provider;

        Profile(String provider) {
            this.provider = provider;
        }

        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of(
                    "quarkus.http.test-port", "0",
                    "runnel.providers", provider,
                    "runnel.provider.first-token-timeout", "3s",
                    "runnel.provider.idle-timeout", "3s",
                    "runnel.provider.breaker-window", "100000",
                    "runnel.limit.requests", "100000",
                    "runnel.limit.concurrent-replies", "1000");
        }

        @Override
        public List<TestResourceEntry> testResources() {
            return List.of(new TestResourceEntry(ScriptedProviders.class));
        }
    }

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final ObjectMapper JSON = new ObjectMapper();

    ScriptedProviders providers;

    @TestHTTPResource
    URL url;

    /** Enough to wait for many things at once, and few enough for a small machine to keep within the limits on time. */
    private static final int AT_ONCE = 32;

    private final ExecutorService viewers =
            Executors.newFixedThreadPool(AT_ONCE, Thread.ofVirtual().factory());
    private Map<String, Future<SseEvents>> streams;
    private Map<String, Future<JsonNode>> documents;
    private Map<String, Future<SseEvents>> unstreamed;

    abstract Dialect dialect();

    private List<ProviderCase> cases() {
        return ProviderCase.of(dialect());
    }

    List<ProviderCase> streamed_cases() {
        return cases().stream().filter(ProviderCase::hasStream).toList();
    }

    List<ProviderCase> document_cases() {
        return cases().stream().filter(ProviderCase::hasDocument).toList();
    }

    /** Whose document is good. */
    List<ProviderCase> unstreamed_cases() {
        return document_cases().stream()
                .filter(one -> one.expectedDocument().path("end").asText().equals("complete"))
                .toList();
    }

    @BeforeEach
    void ask_many_at_once() {
        if (streams != null) {
            return;
        }
        provider().reset().answering(this::script);
        streams = ask(streamed_cases(), one -> stream("stream " + one.name()));
        documents = ask(document_cases(), one -> document("document " + one.name()));
        unstreamed = ask(unstreamed_cases(), one -> stream("unstreamed " + one.name()));
    }

    private <T> Map<String, Future<T>> ask(List<ProviderCase> cases, Function<ProviderCase, T> question) {
        return cases.stream()
                .collect(Collectors.toMap(ProviderCase::name, one -> viewers.submit(() -> question.apply(one))));
    }

    /** The message is the case's name. */
    private Script script(RecordedRequest request) {
        String[] words = message(request).split(" ");
        if (words[0].equals("unstreamed") && request.streaming()) {
            return Script.status(500);
        }
        return cases().stream()
                .filter(one -> one.name().equals(words[1]))
                .findFirst()
                .orElseThrow()
                .script(request.streaming());
    }

    /** What the user says comes first, and again when a reply is taken up. */
    private static String message(RecordedRequest request) {
        return request.messages().stream()
                .filter(message -> message.role().equals("user"))
                .findFirst()
                .orElseThrow()
                .text()
                .lines()
                .findFirst()
                .orElseThrow();
    }

    @AfterAll
    void let_them_go() {
        viewers.shutdownNow();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("streamed_cases")
    void a_viewer_gets_what_was_said(ProviderCase one) {
        SseEvents events = result(streams, one);
        JsonNode expected = one.expectedStream();
        JsonNode end = events.terminal();
        assertEnd(expected, end.path("type").asText(), end);
        assertText(expected, events.text());
        assertCalls(expected, "stream " + one.name());
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("document_cases")
    void a_document_holds_what_was_said(ProviderCase one) {
        JsonNode document = result(documents, one);
        JsonNode expected = one.expectedDocument();
        assertEnd(expected, document.has("code") ? "error" : "complete", document);
        assertText(expected, document.path("message").asText());
        assertCalls(expected, "document " + one.name());
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("unstreamed_cases")
    void a_viewer_gets_the_document_when_the_stream_is_refused(ProviderCase one) {
        SseEvents events = result(unstreamed, one);
        assertThat(events.terminal().path("type").asText())
                .as(events.all().toString())
                .isEqualTo("complete");
        assertText(one.expectedDocument(), events.text());
    }

    private static void assertEnd(JsonNode expected, String type, JsonNode end) {
        assertThat(type).as(end.toString()).isEqualTo(expected.path("end").asText());
        if (expected.has("code")) {
            assertThat(end.path("code").asText())
                    .isEqualTo(expected.path("code").asText());
        }
        if (expected.has("finish")) {
            assertThat(end.path("finish_reason").asText())
                    .isEqualTo(expected.path("finish").asText());
        }
    }

    /** How many signs stand for a character of which bytes are missing is a matter of taste. */
    private static void assertText(JsonNode expected, String text) {
        if (expected.has("text")) {
            boolean loose = expected.path("loose").asBoolean();
            assertThat(loose ? text.replaceAll("\uFFFD+", "\uFFFD") : text)
                    .isEqualTo(expected.path("text").asText());
        }
    }

    private void assertCalls(JsonNode expected, String message) {
        long calls = provider().requests().stream()
                .filter(request -> message(request).equals(message))
                .count();
        if (expected.has("calls")) {
            assertThat(calls).isLessThanOrEqualTo(expected.path("calls").asLong());
        }
    }

    private static <T> T result(Map<String, Future<T>> results, ProviderCase one) {
        try {
            return results.get(one.name()).get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return fail(e);
        } catch (ExecutionException e) {
            return fail(e);
        }
    }

    private SseEvents stream(String message) {
        try (SseClient client = post("/api/conversation-stream/", message)) {
            return SseEvents.of(client);
        }
    }

    private JsonNode document(String message) {
        try (SseClient client = post("/api/conversation/", message)) {
            return JSON.readTree(client.rawBody());
        } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
            return fail(e);
        }
    }

    private SseClient post(String path, String message) {
        String body = JSON.createObjectNode().put("message", message).toString();
        return SseClient.to(url.getPort()).patience(PATIENCE).post(path + "user-" + UUID.randomUUID(), body);
    }

    private ScriptedProvider provider() {
        return providers.of(dialect());
    }
}
