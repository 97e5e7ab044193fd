package dev.runnel.front.agui;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runnel.Failure;
import dev.runnel.FailureCode;
import dev.runnel.FinishReason;
import dev.runnel.ReplyEvent;
import dev.runnel.ReplyEvent.Chunk;
import dev.runnel.ReplyEvent.ContextChanged;
import dev.runnel.ReplyEvent.Progress;
import dev.runnel.ReplyEvent.Stage;
import dev.runnel.ReplyId;
import dev.runnel.SequencedEvent;
import dev.runnel.SessionId;
import dev.runnel.Usage;
import io.smallrye.mutiny.Multi;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What becomes of each event. */
class AgUiFramesTest {

    private static final ReplyId REPLY = new ReplyId("r");
    private static final SessionId SESSION = new SessionId("s");
    private static final String RUN = "\"threadId\":\"s\",\"runId\":\"run \\\"1\\\"\"";
    private static final String STARTED = "data: {\"type\":\"RUN_STARTED\"," + RUN + "}\n";
    private static final String TEXT_START =
            "data: {\"type\":\"TEXT_MESSAGE_START\",\"messageId\":\"r\",\"role\":\"assistant\"}\n";

    @Test
    void an_event_is_one_write_whose_last_frame_begins_with_its_id() {
        assertThat(frames(stage(Stage.PROCESSING), new Chunk("Hel"), new Chunk("lo\n\u2028"), end(FinishReason.STOP)))
                .containsExactly(
                        "id: r:0\n" + STARTED + "\n",
                        TEXT_START + "\nid: r:1\n" + content("Hel") + "\n",
                        "id: r:2\n" + content("lo\\n\\u2028") + "\n",
                        "data: {\"type\":\"TEXT_MESSAGE_END\",\"messageId\":\"r\"}\n\n"
                                + "data: {\"type\":\"CUSTOM\",\"name\":\"suggestions\",\"value\":[\"More?\"]}\n\n"
                                + "id: r:3\ndata: {\"type\":\"RUN_FINISHED\"," + RUN
                                + ",\"result\":{\"finishReason\":\"stop\"},"
                                + "\"usage\":[{\"provider\":\"demo\",\"model\":\"m\",\"inputTokens\":1,"
                                + "\"outputTokens\":2}]}\n\n");
    }

    @Test
    void a_model_that_thinks_is_reasoning_without_a_text_and_the_message_goes_on() {
        assertThat(frames(
                        stage(Stage.PROCESSING),
                        stage(Stage.THINKING),
                        stage(Stage.THINKING),
                        new Chunk("a"),
                        stage(Stage.THINKING),
                        new Chunk("b"),
                        stage(Stage.THINKING),
                        end(FinishReason.STOP)))
                .extracting(frames -> AgUiRun.parse(frames).types())
                .containsExactly(
                        List.of("RUN_STARTED"),
                        List.of("REASONING_START"),
                        List.of("REASONING_END", "TEXT_MESSAGE_START", "TEXT_MESSAGE_CONTENT"),
                        List.of("REASONING_START"),
                        List.of("REASONING_END", "TEXT_MESSAGE_CONTENT"),
                        List.of("REASONING_START"),
                        List.of("REASONING_END", "TEXT_MESSAGE_END", "CUSTOM", "RUN_FINISHED"));
    }

    @Test
    void what_a_model_thinks_is_a_message_of_its_reasoning() {
        assertThat(frames(
                        stage(Stage.PROCESSING),
                        stage(Stage.THINKING),
                        new ReplyEvent.Reasoning("H"),
                        new ReplyEvent.Reasoning("m"),
                        new Chunk("a"),
                        new ReplyEvent.Reasoning("so"),
                        end(FinishReason.STOP)))
                .extracting(frames -> AgUiRun.parse(frames).types())
                .containsExactly(
                        List.of("RUN_STARTED"),
                        List.of("REASONING_START"),
                        List.of("REASONING_MESSAGE_START", "REASONING_MESSAGE_CONTENT"),
                        List.of("REASONING_MESSAGE_CONTENT"),
                        List.of("REASONING_MESSAGE_END", "REASONING_END", "TEXT_MESSAGE_START", "TEXT_MESSAGE_CONTENT"),
                        List.of("REASONING_START", "REASONING_MESSAGE_START", "REASONING_MESSAGE_CONTENT"),
                        List.of(
                                "REASONING_MESSAGE_END",
                                "REASONING_END",
                                "TEXT_MESSAGE_END",
                                "CUSTOM",
                                "RUN_FINISHED"));
        assertThat(frames(stage(Stage.PROCESSING), stage(Stage.THINKING), new ReplyEvent.Reasoning("H"))
                        .get(2))
                .contains(
                        "{\"type\":\"REASONING_MESSAGE_START\",\"messageId\":\"reasoning-1\",\"role\":\"reasoning\"}");
    }

    @Test
    void each_reasoning_has_an_id_of_its_own() {
        assertThat(frames(stage(Stage.PROCESSING), stage(Stage.THINKING), new Chunk("a"), stage(Stage.THINKING)))
                .contains(
                        "id: r:1\ndata: {\"type\":\"REASONING_START\",\"messageId\":\"reasoning-1\"}\n\n",
                        "id: r:3\ndata: {\"type\":\"REASONING_START\",\"messageId\":\"reasoning-3\"}\n\n");
    }

    @Test
    void the_context_is_one_field_of_the_state() {
        assertThat(frames(stage(Stage.PROCESSING), new ContextChanged("booking", Map.of("place", "Rome"))))
                .element(1)
                .isEqualTo("id: r:1\ndata: {\"type\":\"STATE_DELTA\",\"delta\":[{\"op\":\"add\",\"path\":\"/context\","
                        + "\"value\":{\"intent\":\"booking\",\"entities\":{\"place\":\"Rome\"}}}]}\n\n");
    }

    @Test
    void a_change_of_status_is_an_event_and_a_heartbeat_is_a_comment() {
        assertThat(frames(stage(Stage.PROCESSING), stage(Stage.RETRYING), stage(Stage.WAITING)))
                .startsWith(
                        "id: r:0\n" + STARTED + "\n",
                        "id: r:1\ndata: {\"type\":\"CUSTOM\",\"name\":\"status\",\"value\":\"retrying\"}\n\n",
                        "id: r:2\n: waiting\n\n");
    }

    @Test
    void a_run_says_why_its_text_ends() {
        for (FinishReason reason : List.of(FinishReason.STOP, FinishReason.LENGTH, FinishReason.LIMIT)) {
            assertThat(frames(stage(Stage.PROCESSING), new Chunk("a"), end(reason))
                            .getLast())
                    .contains("\"type\":\"RUN_FINISHED\"")
                    .contains("\"result\":{\"finishReason\":\"" + reason.wireName() + "\"}")
                    .doesNotContain("outcome");
        }
        assertThat(frames(stage(Stage.PROCESSING), new Chunk("a"), end(FinishReason.STOPPED))
                        .getLast())
                .contains("\"type\":\"RUN_FINISHED\"")
                .contains("\"outcome\":{\"type\":\"cancelled\"}")
                .doesNotContain("result");
    }

    @Test
    void a_failed_reply_is_an_error_and_its_message_never_ends() {
        Failure failure = Failure.retryAfter(FailureCode.PROVIDER_RATE_LIMITED, Duration.ofSeconds(7));
        assertThat(frames(stage(Stage.PROCESSING), new Chunk("a"), new ReplyEvent.Failed(failure, REPLY, SESSION)))
                .hasSize(3)
                .last()
                .isEqualTo("id: r:2\ndata: {\"type\":\"RUN_ERROR\",\"message\":\"" + failure.message() + "\","
                        + "\"code\":\"provider_rate_limited\",\"metadata\":{\"retryable\":true,\"retryAfter\":7}}\n\n");
    }

    @Test
    void a_pod_that_stops_ends_the_stream_with_an_error_without_an_id() {
        assertThat(frames(stage(Stage.PROCESSING), new Chunk("a")))
                .last()
                .asString()
                .contains("\"type\":\"RUN_ERROR\"")
                .contains("\"code\":\"shutting_down\"")
                .doesNotContain("id:");
    }

    @Test
    void a_client_that_resumes_gets_the_rest_from_any_position() {
        ReplyEvent[] events = {
            stage(Stage.PROCESSING),
            stage(Stage.THINKING),
            new Chunk("a"),
            new ContextChanged("booking", Map.of()),
            stage(Stage.WAITING),
            new Chunk("b"),
            end(FinishReason.STOP)
        };
        List<String> all = framesAfter(-1, events);
        for (int seen = 0; seen < events.length; seen++) {
            assertThat(framesAfter(seen, events)).isEqualTo(all.subList(seen + 1, all.size()));
        }
    }

    @Test
    void a_reply_whose_first_event_is_another_one_begins_all_the_same() {
        assertThat(frames(new Chunk("a")).getFirst())
                .isEqualTo(STARTED + "\n" + TEXT_START + "\nid: r:0\n" + content("a") + "\n");
    }

    private static String content(String delta) {
        return "data: {\"type\":\"TEXT_MESSAGE_CONTENT\",\"messageId\":\"r\",\"delta\":\"" + delta + "\"}\n";
    }

    private static Progress stage(Stage stage) {
        return new Progress(stage, REPLY, SESSION);
    }

    private static ReplyEvent end(FinishReason reason) {
        return new ReplyEvent.Complete(List.of("More?"), SESSION, REPLY, "demo", "m", reason, new Usage(1, 2));
    }

    private static List<String> frames(ReplyEvent... events) {
        return framesAfter(-1, events);
    }

    private static List<String> framesAfter(long seen, ReplyEvent... events) {
        Multi<SequencedEvent> log = Multi.createFrom()
                .iterable(IntStream.range(0, events.length)
                        .mapToObj(seq -> new SequencedEvent(seq, events[seq]))
                        .toList());
        return new AgUiFrames(REPLY, SESSION, "run \"1\"")
                .of(log, seen)
                .collect()
                .asList()
                .await()
                .indefinitely();
    }
}
