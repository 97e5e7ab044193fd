package dev.runnel.front.aisdk;

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
class AiSdkFramesTest {

    private static final ReplyId REPLY = new ReplyId("r");
    private static final SessionId SESSION = new SessionId("s");

    private static final String START = "data: {\"type\":\"start\",\"messageId\":\"r\","
            + "\"messageMetadata\":{\"sessionId\":\"s\"}}\n\ndata: {\"type\":\"start-step\"}\n\n";

    private static final String OUTCOME = "\"messageMetadata\":{\"provider\":\"demo\",\"model\":\"m\","
            + "\"finishReason\":\"%s\",\"usage\":{\"inputTokens\":1,\"outputTokens\":2}}}\n\n";

    private static final String DONE = "data: [DONE]\n\n";

    @Test
    void an_event_is_one_write() {
        assertThat(frames(stage(Stage.PROCESSING), new Chunk("Hel"), new Chunk("lo\n\u2028"), end(FinishReason.STOP)))
                .containsExactly(
                        START,
                        "data: {\"type\":\"text-start\",\"id\":\"text-1\"}\n\n"
                                + "data: {\"type\":\"text-delta\",\"id\":\"text-1\",\"delta\":\"Hel\"}\n\n",
                        "data: {\"type\":\"text-delta\",\"id\":\"text-1\",\"delta\":\"lo\\n\\u2028\"}\n\n",
                        "data: {\"type\":\"text-end\",\"id\":\"text-1\"}\n\n"
                                + "data: {\"type\":\"data-suggestions\",\"id\":\"suggestions\",\"data\":[\"More?\"]}\n\n"
                                + "data: {\"type\":\"finish-step\"}\n\n"
                                + "data: {\"type\":\"finish\",\"finishReason\":\"stop\"," + OUTCOME.formatted("stop")
                                + DONE);
    }

    @Test
    void what_a_model_thinks_is_the_text_of_the_reasoning_that_is_open() {
        assertThat(frames(
                        stage(Stage.PROCESSING),
                        stage(Stage.THINKING),
                        new ReplyEvent.Reasoning("Hm"),
                        new Chunk("a"),
                        new ReplyEvent.Reasoning("m"),
                        end(FinishReason.STOP)))
                .extracting(UiMessageStream::types)
                .containsSubsequence(
                        List.of("reasoning-start"),
                        List.of("reasoning-delta"),
                        List.of("reasoning-end", "text-start", "text-delta"),
                        List.of("text-end", "reasoning-start", "reasoning-delta"));
        assertThat(frames(stage(Stage.PROCESSING), stage(Stage.THINKING), new ReplyEvent.Reasoning("H\"m"))
                        .get(2))
                .isEqualTo("data: {\"type\":\"reasoning-delta\",\"id\":\"reasoning-1\",\"delta\":\"H\\\"m\"}\n\n");
    }

    @Test
    void a_model_that_thinks_is_reasoning_without_a_text_and_ends_the_text_before() {
        assertThat(frames(
                        stage(Stage.PROCESSING),
                        stage(Stage.THINKING),
                        new Chunk("a"),
                        stage(Stage.THINKING),
                        new Chunk("b"),
                        end(FinishReason.STOP)))
                .extracting(UiMessageStream::types)
                .containsExactly(
                        List.of("start", "start-step"),
                        List.of("reasoning-start"),
                        List.of("reasoning-end", "text-start", "text-delta"),
                        List.of("text-end", "reasoning-start"),
                        List.of("reasoning-end", "text-start", "text-delta"),
                        List.of("text-end", "data-suggestions", "finish-step", "finish"));
    }

    @Test
    void the_context_is_a_part_that_a_later_one_replaces() {
        assertThat(frames(stage(Stage.PROCESSING), new ContextChanged("booking", Map.of("place", "Rome"))))
                .element(1)
                .isEqualTo("data: {\"type\":\"data-context\",\"id\":\"context\",\"data\":{\"intent\":\"booking\","
                        + "\"entities\":{\"place\":\"Rome\"}}}\n\n");
    }

    @Test
    void a_change_of_status_is_transient() {
        assertThat(frames(stage(Stage.PROCESSING), stage(Stage.RETRYING), stage(Stage.WAITING)))
                .startsWith(
                        START,
                        "data: {\"type\":\"data-status\",\"data\":{\"status\":\"retrying\"},\"transient\":true}\n\n",
                        ": waiting\n\n");
    }

    @Test
    void a_reply_at_a_limit_is_finished_by_its_length() {
        for (FinishReason reason : List.of(FinishReason.LENGTH, FinishReason.LIMIT)) {
            assertThat(frames(stage(Stage.PROCESSING), end(reason)).getLast())
                    .contains("\"type\":\"finish\",\"finishReason\":\"length\"")
                    .contains(OUTCOME.formatted(reason.wireName()));
        }
    }

    @Test
    void a_stopped_reply_is_aborted_and_not_finished() {
        assertThat(frames(stage(Stage.PROCESSING), new Chunk("a"), end(FinishReason.STOPPED))
                        .getLast())
                .doesNotContain("finish-step")
                .endsWith("data: {\"type\":\"message-metadata\"," + OUTCOME.formatted("stopped")
                        + "data: {\"type\":\"abort\",\"reason\":\"stopped\"}\n\n" + DONE);
    }

    @Test
    void a_failed_reply_ends_with_an_error_and_its_text_never_ends() {
        Failure failure = Failure.retryAfter(FailureCode.PROVIDER_RATE_LIMITED, Duration.ofSeconds(7));
        assertThat(frames(stage(Stage.PROCESSING), new Chunk("a"), new ReplyEvent.Failed(failure, REPLY, SESSION))
                        .getLast())
                .isEqualTo("data: {\"type\":\"message-metadata\",\"messageMetadata\":{\"error\":"
                        + "{\"code\":\"provider_rate_limited\",\"retryable\":true,\"retryAfter\":7}}}\n\n"
                        + "data: {\"type\":\"error\",\"errorText\":\"" + failure.message() + "\"}\n\n" + DONE);
    }

    @Test
    void a_pod_that_stops_ends_the_stream_with_an_error() {
        assertThat(frames(stage(Stage.PROCESSING), new Chunk("a")).getLast())
                .contains("\"shutting_down\"")
                .contains("\"errorText\":\"The service is restarting.")
                .endsWith(DONE);
    }

    @Test
    void a_reply_whose_first_event_is_another_one_begins_all_the_same() {
        assertThat(frames(stage(Stage.RESUMED))).first().asString().startsWith(START);
        assertThat(frames(new Chunk("a"))).first().asString().startsWith("data: {\"type\":\"start\"");
    }

    private static List<String> frames(ReplyEvent... events) {
        Multi<SequencedEvent> log = Multi.createFrom()
                .items(IntStream.range(0, events.length).mapToObj(seq -> new SequencedEvent(seq, events[seq])));
        return AiSdkFrames.of(REPLY, log).collect().asList().await().indefinitely();
    }

    private static Progress stage(Stage stage) {
        return new Progress(stage, REPLY, SESSION);
    }

    private static ReplyEvent end(FinishReason reason) {
        return new ReplyEvent.Complete(List.of("More?"), SESSION, REPLY, "demo", "m", reason, new Usage(1, 2));
    }
}
