package dev.runnel;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The public contract, field by field: these strings change by new fields only. */
class EventJsonTest {
    private static final ReplyId REPLY = new ReplyId("r1");
    private static final SessionId SESSION = new SessionId("s1");

    @Test
    void a_status_says_which_reply_of_which_session_it_is_about() {
        assertJson(new ReplyEvent.Progress(ReplyEvent.Stage.PROCESSING, REPLY, SESSION), """
                {"type":"status","status":"processing","reply_id":"r1","session_id":"s1","seq":3}""");
    }

    @ParameterizedTest
    @EnumSource
    void each_stage_has_its_own_word(ReplyEvent.Stage stage) {
        String word =
                switch (stage) {
                    case PROCESSING -> "processing";
                    case QUEUED -> "queued";
                    case WAITING -> "waiting";
                    case THINKING -> "thinking";
                    case RETRYING -> "retrying";
                    case CONTINUING -> "continuing";
                    case RESUMED -> "resumed";
                };
        assertThat(write(new ReplyEvent.Progress(stage, REPLY, SESSION)))
                .startsWith("{\"type\":\"status\",\"status\":\"" + word + "\",");
    }

    @Test
    void a_status_says_how_much_waits_and_what_the_user_said_in_between() {
        assertJson(new ReplyEvent.QueueChanged(2, REPLY, SESSION), """
                {"type":"status","status":"queued","reply_id":"r1","session_id":"s1","queued":2,"seq":3}""");
        assertJson(new ReplyEvent.Steered("in \"Oslo\"", new ReplyId("r2"), REPLY, SESSION), """
                {"type":"status","status":"steering","reply_id":"r1","session_id":"s1",\
                "message":"in \\"Oslo\\"","steer_id":"r2","seq":3}""");
    }

    @Test
    void a_chunk_holds_a_piece_of_the_text() {
        assertJson(new ReplyEvent.Chunk(" Hello"), """
                {"type":"chunk","content":" Hello","seq":3}""");
    }

    @Test
    void reasoning_holds_a_piece_of_what_the_model_thinks() {
        assertJson(new ReplyEvent.Reasoning("Let \"me\" see"), """
                {"type":"reasoning","content":"Let \\"me\\" see","seq":3}""");
    }

    @Test
    void text_stays_on_one_line_and_whole_whatever_it_holds() {
        assertJson(new ReplyEvent.Chunk("\"q\" \\ / \r\n\t\b\f\0<é> 日本 🙂"), """
                {"type":"chunk","content":"\\"q\\" \\\\ / \\r\\n\\t\\b\\f\\u0000<é> 日本 🙂","seq":3}""");
    }

    /** Some clients cut a stream into lines at these, too: Python's {@code splitlines} for one. */
    @Test
    void what_other_languages_take_for_the_end_of_a_line_is_escaped() {
        assertJson(new ReplyEvent.Chunk("a\u2028b\u2029c\u0085d"), """
                {"type":"chunk","content":"a\\u2028b\\u2029c\\u0085d","seq":3}""");
        assertThat(write(new ReplyEvent.ContextChanged("chat", Map.of("na\u2028me", "va\u0085lue"))))
                .contains("\"na\\u2028me\":\"va\\u0085lue\"");
    }

    @Test
    void a_context_is_an_intent_and_its_entities_in_their_order() {
        Map<String, String> entities = new LinkedHashMap<>();
        entities.put("to", "\"Oslo\"");
        entities.put("at", "9");
        assertJson(new ReplyEvent.ContextChanged("book", entities), """
                {"type":"context","context":{"intent":"book","entities":{"to":"\\"Oslo\\"","at":"9"}},"seq":3}""");
        assertJson(new ReplyEvent.ContextChanged("chat", Map.of()), """
                {"type":"context","context":{"intent":"chat","entities":{}},"seq":3}""");
    }

    @Test
    void a_complete_says_who_answered_why_it_ended_and_what_it_cost() {
        assertJson(
                new ReplyEvent.Complete(
                        List.of("And \"then\"?", "Why?"),
                        SESSION,
                        REPLY,
                        "openai",
                        "gpt-4o-mini",
                        FinishReason.STOP,
                        new Usage(12, 3_000_000_000L)),
                """
                {"type":"complete","suggestions":["And \\"then\\"?","Why?"],"session_id":"s1","reply_id":"r1",\
                "provider":"openai","model":"gpt-4o-mini","finish_reason":"stop",\
                "usage":{"input_tokens":12,"output_tokens":3000000000},"seq":3}""");
    }

    @Test
    void when_a_reply_ended_is_kept_in_the_log_and_not_told_to_viewers() {
        ReplyEvent complete = new ReplyEvent.Complete(
                List.of(), SESSION, REPLY, "p", "m", FinishReason.STOP, Usage.NONE, 1_764_428_400);
        assertThat(EventJson.writeAll(List.of(new SequencedEvent(3, complete))))
                .contains(",\"ended_at\":1764428400,\"seq\":3}]");
        assertThat(write(complete)).doesNotContain("ended_at");
    }

    @Test
    void called_tools_are_named_with_what_they_are_told() {
        assertJson(new ReplyEvent.ToolCalls(List.of(new ToolCall("call-1", "weather", "{\"place\":\"Oslo\"}"))), """
                {"type":"tool_calls","tool_calls":[{"id":"call-1","name":"weather",\
                "arguments":"{\\"place\\":\\"Oslo\\"}"}],"seq":3}""");
    }

    @ParameterizedTest
    @EnumSource
    void each_finish_reason_has_its_own_word(FinishReason reason) {
        String word =
                switch (reason) {
                    case STOP -> "stop";
                    case LENGTH -> "length";
                    case TOOL_CALLS -> "tool_calls";
                    case STOPPED -> "stopped";
                    case LIMIT -> "limit";
                };
        assertThat(write(new ReplyEvent.Complete(List.of(), SESSION, REPLY, "p", "m", reason, Usage.NONE)))
                .contains(",\"finish_reason\":\"" + word + "\",");
    }

    @Test
    void an_error_says_what_to_show_and_whether_to_try_again() {
        assertJson(new ReplyEvent.Failed(Failure.of(FailureCode.PROVIDER_CUT), REPLY, SESSION), """
                {"type":"error","code":"provider_cut","message":"The reply was cut off. Please try again.",\
                "retryable":true,"reply_id":"r1","session_id":"s1","seq":3}""");
        assertJson(new ReplyEvent.Failed(Failure.of(FailureCode.CONTENT_FILTERED, "No."), REPLY, SESSION), """
                {"type":"error","code":"content_filtered","message":"No.","retryable":false,\
                "reply_id":"r1","session_id":"s1","seq":3}""");
    }

    @Test
    void a_known_wait_is_whole_seconds_and_never_too_short() {
        Map.of(Duration.ofMillis(1200), 2, Duration.ofSeconds(2), 2, Duration.ofNanos(1), 1, Duration.ZERO, 1)
                .forEach((wait, seconds) -> assertJson(
                        new ReplyEvent.Failed(
                                new Failure(FailureCode.RATE_LIMITED, "Wait.", Optional.of(wait)), REPLY, SESSION),
                        """
                        {"type":"error","code":"rate_limited","message":"Wait.","retryable":true,\
                        "retry_after":%d,"reply_id":"r1","session_id":"s1","seq":3}""".formatted(seconds)));
    }

    @Test
    void a_refusal_is_an_error_that_belongs_to_no_reply() {
        assertThat(EventJson.writeRefusal(Failure.of(FailureCode.MESSAGE_REQUIRED)))
                .isEqualTo("""
                        {"type":"error","code":"message_required","message":"Please write a message first.",\
                        "retryable":false}""");
    }

    @Test
    void a_problem_has_the_fields_of_the_standard_and_those_of_an_error() {
        Failure failure = Failure.retryAfter(FailureCode.OVERLOADED, Duration.ofSeconds(5));
        String sentence = "The service is very busy right now. Please try again in a moment.";
        assertThat(EventJson.writeProblem(failure, 503)).isEqualTo("""
                {"type":"about:blank","title":"%1$s","status":503,"detail":"%1$s","code":"overloaded",\
                "message":"%1$s","retryable":true,"retry_after":5}""".formatted(sentence));
    }

    private static void assertJson(ReplyEvent event, String expected) {
        assertThat(write(event)).isEqualTo(expected);
    }

    private static String write(ReplyEvent event) {
        return EventJson.write(new SequencedEvent(3, event));
    }
}
