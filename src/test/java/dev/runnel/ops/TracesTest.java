package dev.runnel.ops;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runnel.testing.Dialect;
import dev.runnel.testing.Profiles;
import dev.runnel.testing.Script;
import dev.runnel.testing.SseClient;
import dev.runnel.testing.SseEvents;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

/** The trace of a reply: one span for the reply, and one below it for each call to a provider. */
@QuarkusTest
@TestProfile(Profiles.Traced.class)
class TracesTest extends TracesTestBase {

    @Test
    void a_reply_belongs_to_the_trace_of_the_request_that_asked_for_it() {
        SseEvents events = streamed("Hi");
        SpanData request = spansOf(REQUEST, 1).getFirst();
        SpanData reply = reply();

        assertThat(request.getParentSpanId()).isEqualTo(CALLER);
        assertThat(reply.getParentSpanId()).isEqualTo(request.getSpanId());
        assertThat(text(reply, "runnel.reply.id"))
                .isEqualTo(events.terminal().path("reply_id").asText());
        assertThat(text(reply, "gen_ai.conversation.id")).isEqualTo(conversation.session());
        assertThat(text(reply, "runnel.reply.outcome")).isEqualTo("complete");
        assertThat(text(reply, "runnel.reply.finish_reason")).isEqualTo("stop");
        assertThat(text(reply, "runnel.reply.provider")).isEqualTo("openai");
        assertThat(text(reply, "runnel.reply.model")).isEqualTo("openai-model");
    }

    @Test
    void a_call_is_told_as_the_conventions_for_generative_ai_have_it() {
        provider().enqueue(Script.reply("one ", "two").usage(7, 2));
        streamed("Hi");
        SpanData call = calls(1).getFirst();

        assertThat(call.getName()).isEqualTo("chat openai-model");
        assertThat(call.getKind()).isEqualTo(SpanKind.CLIENT);
        assertThat(call.getParentSpanId()).isEqualTo(reply().getSpanId());
        assertThat(text(call, "gen_ai.operation.name")).isEqualTo("chat");
        assertThat(text(call, "gen_ai.provider.name")).isEqualTo("openai");
        assertThat(text(call, "gen_ai.request.model")).isEqualTo("openai-model");
        assertThat(call.getAttributes().get(AttributeKey.stringArrayKey("gen_ai.response.finish_reasons")))
                .containsExactly("stop");
        assertThat(number(call, "gen_ai.usage.input_tokens")).isEqualTo(7);
        assertThat(number(call, "gen_ai.usage.output_tokens")).isEqualTo(2);
        assertThat(call.getAttributes().get(AttributeKey.doubleKey("gen_ai.response.time_to_first_chunk")))
                .isPositive();
    }

    @Test
    void a_retry_and_the_next_provider_are_calls_of_the_same_reply() {
        provider().enqueue(Script.status(429), Script.status(503));
        streamed("Hi");
        List<SpanData> calls = calls(3);

        assertThat(calls)
                .extracting(call -> text(call, "gen_ai.provider.name"))
                .containsExactly("openai", "openai", "gcp.gemini");
        assertThat(calls)
                .extracting(call -> text(call, "error.type"))
                .containsExactly("provider_rate_limited", "provider_unavailable", null);
        assertThat(calls).extracting(SpanData::getParentSpanId).containsOnly(reply().getSpanId());
        assertThat(text(reply(), "runnel.reply.provider")).isEqualTo("gemini");
        assertThat(number(reply(), "runnel.reply.fallbacks")).isEqualTo(1);
    }

    @Test
    void a_text_that_broke_off_and_its_continuation_are_calls_of_the_same_reply() {
        provider().enqueue(Script.tokens("one ").thenCut());
        providers.of(Dialect.GEMINI).enqueue(Script.reply("two"));
        assertThat(streamed("Hi").text()).isEqualTo("one two");

        assertThat(calls(2)).extracting(call -> text(call, "error.type")).containsExactly("provider_cut", null);
        assertThat(number(reply(), "runnel.reply.continuations")).isEqualTo(1);
    }

    @Test
    void a_reply_that_fails_is_told_with_its_cause() {
        provider().enqueue(Script.contentFiltered());
        streamed("Hi");

        assertThat(text(reply(), "runnel.reply.outcome")).isEqualTo("failed");
        assertThat(text(reply(), "error.type")).isEqualTo("content_filtered");
        assertThat(text(calls(1).getFirst(), "error.type")).isEqualTo("content_filtered");
    }

    @Test
    void what_is_understood_of_a_message_is_a_call_in_the_same_trace() {
        streamed("Hi");
        SpanData call = spansOf(BACKGROUND, 1).getFirst();

        assertThat(call.getKind()).isEqualTo(SpanKind.CLIENT);
        assertThat(call.getParentSpanId())
                .isEqualTo(spansOf(REQUEST, 1).getFirst().getSpanId());
    }

    @Test
    void no_other_span_is_made() {
        whole();
        streamed("Hi");
        for (Predicate<SpanData> kind : List.of(REQUEST, REPLY, CALL, BACKGROUND)) {
            assertThat(spansOf(kind, 2)).hasSize(2);
        }

        assertThat(spans.ofTrace(trace)).hasSize(8);
        assertThat(spans.all())
                .extracting(SpanData::getName)
                .allMatch(name -> name.matches("chat .*|runnel[.]reply|(GET|POST|DELETE) /api/.*"));
    }

    @Test
    void neither_what_was_said_nor_who_said_it_is_in_a_trace() {
        provider().enqueue(Script.reply("a secret answer"));
        streamed("a secret question");
        reply();
        refused("{\"message\": secret}");
        refused("{\"message\": [\"secret\"]}");
        spansOf(REQUEST, 3);

        assertThat(spans.ofTrace(trace)).isNotEmpty().allSatisfy(span -> assertThat(span.toString())
                .doesNotContain("secret", conversation.user()));
    }

    private void refused(String body) {
        try (SseClient client = SseClient.post(url.getPort(), conversation.streamPath(), body, caller())) {
            assertThat(client.status()).isEqualTo(400);
        }
    }
}
