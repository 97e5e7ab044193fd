package dev.runnel.ops;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runnel.testing.Conversation;
import dev.runnel.testing.Dialect;
import dev.runnel.testing.Gate;
import dev.runnel.testing.Profiles;
import dev.runnel.testing.ProviderSuite;
import dev.runnel.testing.RecordedRequest;
import dev.runnel.testing.RecordedSpans;
import dev.runnel.testing.Script;
import dev.runnel.testing.ScriptedProvider;
import dev.runnel.testing.SseClient;
import dev.runnel.testing.SseEvents;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.util.List;
import java.util.UUID;
import java.util.function.Predicate;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What operators are told of each reply as a trace: one span for it, and one below it for each call to a provider. */
@QuarkusTest
@TestProfile(Profiles.Traced.class)
class TracesTest extends ProviderSuite {
    private static final String CALLER = "00f067aa0ba902b7";
    private static final Predicate<SpanData> REPLY = span -> span.getName().equals("runnel.reply");
    private static final Predicate<SpanData> CALL = span -> span.getName().matches("chat (openai|gemini)-model");
    private static final Predicate<SpanData> BACKGROUND = span -> span.getName().equals("chat small-model");
    private static final Predicate<SpanData> REQUEST = span -> span.getKind() == SpanKind.SERVER;

    @Inject
    RecordedSpans spans;

    private final String trace = UUID.randomUUID().toString().replace("-", "");

    @Override
    protected Dialect dialect() {
        return Dialect.OPENAI;
    }

    @BeforeEach
    void what_is_understood_takes_no_script_of_a_reply() {
        provider().byDefaultNonStreaming(Script.reply("Hello."));
    }

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

    @Test
    void a_reply_that_is_stopped_ends_its_spans() {
        provider().enqueue(Script.tokens("one ").holdAt(new Gate()).then("two"));
        try (SseClient client = stream("Hi")) {
            String id = Conversation.json(client.nextEvent().substring("data: ".length()))
                    .path("reply_id")
                    .asText();
            client.nextEvent();
            SseClient.request(url.getPort(), "DELETE", conversation.streamPath() + "/" + id, "")
                    .close();
            SseEvents.of(client);
        }

        assertThat(text(reply(), "runnel.reply.outcome")).isEqualTo("stopped");
        assertThat(calls(1).getFirst().getEvents())
                .extracting(event -> event.getName())
                .containsExactly("cancelled");
    }

    @Test
    void a_reply_that_is_erased_ends_its_spans() {
        provider().enqueue(Script.tokens("one ").holdAt(new Gate()).then("two"));
        try (SseClient client = stream("Hi")) {
            client.nextEvent();
            client.nextEvent();
            SseClient.request(url.getPort(), "DELETE", conversation.wholePath() + "/" + conversation.session(), "")
                    .status();
        }

        assertThat(text(reply(), "runnel.reply.outcome")).isEqualTo("erased");
        assertThat(calls(1).getFirst().hasEnded()).isTrue();
    }

    @Test
    void a_reply_that_everybody_left_ends_its_spans() {
        provider().enqueue(Script.silent());
        try (SseClient client = stream("Hi")) {
            client.nextEvent();
            provider().awaitRequests(1);
        }

        assertThat(text(reply(), "runnel.reply.outcome")).isEqualTo("stopped");
        assertThat(calls(1).getFirst().hasEnded()).isTrue();
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

    private String[] caller() {
        return new String[] {"traceparent: 00-" + trace + "-" + CALLER + "-01", "baggage: user=secret"};
    }

    private SseClient stream(String message) {
        return SseClient.post(url.getPort(), conversation.streamPath(), conversation.body(message), caller());
    }

    private SseEvents streamed(String message) {
        try (SseClient client = stream(message)) {
            return SseEvents.of(client);
        }
    }

    private void whole() {
        try (SseClient client =
                SseClient.post(url.getPort(), conversation.wholePath(), conversation.body("Hi"), caller())) {
            assertThat(client.status()).isEqualTo(200);
            client.rawBody();
        }
    }

    private List<SpanData> spansOf(Predicate<SpanData> which, int count) {
        return spans.await(trace, which, count);
    }

    private SpanData reply() {
        return spansOf(REPLY, 1).getFirst();
    }

    private List<SpanData> calls(int count) {
        List<SpanData> calls = spansOf(CALL, count);
        assertThat(calls).hasSize(count);
        return calls;
    }

    private static String traceparent(ScriptedProvider provider) {
        RecordedRequest request = provider.requests().stream()
                .filter(TracesTest::isForReply)
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

    private static String text(SpanData span, String attribute) {
        return span.getAttributes().get(AttributeKey.stringKey(attribute));
    }

    private static Long number(SpanData span, String attribute) {
        return span.getAttributes().get(AttributeKey.longKey(attribute));
    }
}
