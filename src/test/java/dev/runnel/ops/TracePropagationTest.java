package dev.runnel.ops;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runnel.testing.Dialect;
import dev.runnel.testing.Profiles;
import dev.runnel.testing.RecordedRequest;
import dev.runnel.testing.Script;
import dev.runnel.testing.ScriptedProvider;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import org.junit.jupiter.api.Test;

/** The provider learns which call it answers, and nothing else of the caller's trace. */
@QuarkusTest
@TestProfile(Profiles.Traced.class)
class TracePropagationTest extends TracesTestBase {

    @Test
    void a_provider_is_told_which_call_it_answers() {
        streamed("Hi");
        assertThat(traceparent(provider())).isEqualTo(named(calls(1).getFirst()));
    }

    @Test
    void so_it_is_without_streaming() {
        whole();
        assertThat(calls(1).getFirst().getParentSpanId()).isEqualTo(reply().getSpanId());
        assertThat(traceparent(provider())).isEqualTo(named(calls(1).getFirst()));
    }

    @Test
    void so_is_the_next_provider_without_streaming() {
        provider()
                .answering(request ->
                        isForReply(request) ? Script.contextLengthExceeded() : Script.reply("It is a greeting."));
        whole();
        assertThat(calls(2))
                .extracting(call -> text(call, "error.type"))
                .containsExactly("context_length_exceeded", null);
        assertThat(traceparent(providers.of(Dialect.GEMINI))).isEqualTo(named(calls(2).getLast()));
    }

    private static String traceparent(ScriptedProvider provider) {
        RecordedRequest request = provider.requests().stream()
                .filter(TracePropagationTest::isForReply)
                .toList()
                .getLast();
        assertThat(request.header("baggage")).isEmpty();
        return request.header("traceparent").orElse("none");
    }

    private static boolean isForReply(RecordedRequest request) {
        return !request.model().equals(Profiles.SMALL_MODEL);
    }

    private static String named(SpanData call) {
        return "00-" + call.getTraceId() + "-" + call.getSpanId() + "-01";
    }
}
