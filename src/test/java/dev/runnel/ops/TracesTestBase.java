package dev.runnel.ops;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runnel.testing.Dialect;
import dev.runnel.testing.ProviderSuite;
import dev.runnel.testing.RecordedSpans;
import dev.runnel.testing.Script;
import dev.runnel.testing.SseClient;
import dev.runnel.testing.SseEvents;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.sdk.trace.data.SpanData;
import jakarta.inject.Inject;
import java.util.List;
import java.util.UUID;
import java.util.function.Predicate;
import org.junit.jupiter.api.BeforeEach;

/** A traced application, a trace of the caller's own, and the spans that were exported for it. */
abstract class TracesTestBase extends ProviderSuite {

    static final String CALLER = "00f067aa0ba902b7";
    static final Predicate<SpanData> REPLY = span -> span.getName().equals("runnel.reply");
    static final Predicate<SpanData> CALL = span -> span.getName().matches("chat (openai|gemini)-model");
    static final Predicate<SpanData> BACKGROUND = span -> span.getName().equals("chat small-model");
    static final Predicate<SpanData> REQUEST = span -> span.getKind() == SpanKind.SERVER;

    @Inject
    RecordedSpans spans;

    final String trace = UUID.randomUUID().toString().replace("-", "");

    @Override
    protected Dialect dialect() {
        return Dialect.OPENAI;
    }

    @BeforeEach
    void what_is_understood_takes_no_script_of_a_reply() {
        provider().byDefaultNonStreaming(Script.reply("Hello."));
    }

    String[] caller() {
        return new String[] {"traceparent: 00-" + trace + "-" + CALLER + "-01", "baggage: user=secret"};
    }

    SseClient stream(String message) {
        return SseClient.post(url.getPort(), conversation.streamPath(), conversation.body(message), caller());
    }

    SseEvents streamed(String message) {
        try (SseClient client = stream(message)) {
            return SseEvents.of(client);
        }
    }

    void whole() {
        try (SseClient client =
                SseClient.post(url.getPort(), conversation.wholePath(), conversation.body("Hi"), caller())) {
            assertThat(client.status()).isEqualTo(200);
            client.rawBody();
        }
    }

    List<SpanData> spansOf(Predicate<SpanData> which, int count) {
        return spans.await(trace, which, count);
    }

    SpanData reply() {
        return spansOf(REPLY, 1).getFirst();
    }

    List<SpanData> calls(int count) {
        List<SpanData> calls = spansOf(CALL, count);
        assertThat(calls).hasSize(count);
        return calls;
    }

    static String text(SpanData span, String attribute) {
        return span.getAttributes().get(AttributeKey.stringKey(attribute));
    }

    static Long number(SpanData span, String attribute) {
        return span.getAttributes().get(AttributeKey.longKey(attribute));
    }
}
