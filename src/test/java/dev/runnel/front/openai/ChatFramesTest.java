package dev.runnel.front.openai;

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
import dev.runnel.ToolCall;
import dev.runnel.Usage;
import io.smallrye.mutiny.Multi;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What becomes of each event. */
class ChatFramesTest {

    private static final ReplyId REPLY = new ReplyId("r");
    private static final SessionId SESSION = new SessionId("s");

    private static final String ASKED = "data: {\"id\":\"chatcmpl-r\",\"object\":\"chat.completion.chunk\","
            + "\"created\":1700000000,\"model\":\"auto\",\"choices\":[";
    private static final String ANSWERED = ASKED.replace("auto", "demo/m");
    private static final String ROLE = ASKED + "{\"index\":0,\"delta\":{\"role\":\"assistant\",\"content\":\"\"},"
            + "\"logprobs\":null,\"finish_reason\":null}]}\n\n";
    private static final String DONE = "data: [DONE]\n\n";

    @Test
    void an_event_is_one_write() {
        assertThat(frames(stage(Stage.PROCESSING), new Chunk("Hel"), new Chunk("\"lo\n\u2028"), end(FinishReason.STOP)))
                .containsExactly(ROLE, text("Hel"), text("\\\"lo\\n\\u2028"), finished("stop") + DONE);
    }

    @Test
    void a_stream_that_is_asked_for_its_usage_ends_with_it_and_has_none_before() {
        List<String> frames = frames(true, stage(Stage.PROCESSING), new Chunk("a"), end(FinishReason.STOP));
        assertThat(frames.subList(0, 2)).allMatch(frame -> frame.endsWith("}],\"usage\":null}\n\n"));
        assertThat(frames.getLast())
                .isEqualTo(finished("stop").replace("]}\n\n", "],\"usage\":null}\n\n") + ANSWERED
                        + "],\"usage\":{\"prompt_tokens\":1,\"completion_tokens\":2,\"total_tokens\":3}}\n\n" + DONE);
    }

    @Test
    void what_the_service_does_meanwhile_is_a_comment_and_what_only_sessions_know_is_nothing() {
        assertThat(frames(
                        stage(Stage.PROCESSING),
                        stage(Stage.RETRYING),
                        new ContextChanged("booking", Map.of()),
                        stage(Stage.WAITING),
                        end(FinishReason.STOP)))
                .containsExactly(ROLE, ": retrying\n\n", ": waiting\n\n", finished("stop") + DONE);
    }

    @Test
    void tools_that_are_called_are_one_chunk_before_the_end() {
        List<ToolCall> calls = List.of(new ToolCall("c1", "f", "{\"a\":1}"), new ToolCall("c2", "g", ""));
        assertThat(frames(stage(Stage.PROCESSING), new ReplyEvent.ToolCalls(calls), end(FinishReason.TOOL_CALLS)))
                .containsExactly(
                        ROLE,
                        ASKED + "{\"index\":0,\"delta\":{\"tool_calls\":["
                                + "{\"index\":0,\"id\":\"c1\",\"type\":\"function\","
                                + "\"function\":{\"name\":\"f\",\"arguments\":\"{\\\"a\\\":1}\"}},"
                                + "{\"index\":1,\"id\":\"c2\",\"type\":\"function\","
                                + "\"function\":{\"name\":\"g\",\"arguments\":\"\"}}]},"
                                + "\"logprobs\":null,\"finish_reason\":null}]}\n\n",
                        finished("tool_calls") + DONE);
    }

    @Test
    void an_answer_that_is_not_all_that_the_model_would_have_said_has_its_length_to_blame() {
        for (FinishReason reason : List.of(FinishReason.LENGTH, FinishReason.LIMIT, FinishReason.STOPPED)) {
            assertThat(frames(stage(Stage.PROCESSING), end(reason))).endsWith(finished("length") + DONE);
        }
    }

    @Test
    void an_answer_of_nobody_keeps_the_name_that_was_asked_for() {
        ReplyEvent nobody =
                new ReplyEvent.Complete(List.of(), SESSION, REPLY, "", "", FinishReason.STOPPED, Usage.NONE);
        assertThat(frames(stage(Stage.PROCESSING), nobody)).last().asString().startsWith(ASKED);
    }

    @Test
    void a_failed_reply_ends_with_an_error_without_a_finish_and_without_done() {
        Failure failure = Failure.of(FailureCode.PROVIDER_CUT);
        assertThat(frames(stage(Stage.PROCESSING), new Chunk("a"), new ReplyEvent.Failed(failure, REPLY, SESSION)))
                .containsExactly(
                        ROLE,
                        text("a"),
                        "data: {\"error\":{\"message\":\"" + failure.message()
                                + "\",\"type\":\"server_error\",\"param\":null,\"code\":\"provider_cut\"}}\n\n");
    }

    @Test
    void a_pod_that_goes_leaves_an_error_where_the_text_stops() {
        assertThat(frames(stage(Stage.PROCESSING), new Chunk("a")).getLast())
                .startsWith("data: {\"error\":")
                .contains("\"shutting_down\"")
                .doesNotContain(DONE);
    }

    @Test
    void a_reply_whose_first_event_is_another_one_begins_all_the_same() {
        assertThat(frames(stage(Stage.RESUMED), end(FinishReason.STOP))).startsWith(ROLE);
        assertThat(frames(new Chunk("a"), end(FinishReason.STOP))).startsWith(ROLE + text("a"));
    }

    private static String text(String escaped) {
        return ASKED + "{\"index\":0,\"delta\":{\"content\":\"" + escaped
                + "\"},\"logprobs\":null,\"finish_reason\":null}]}\n\n";
    }

    private static String finished(String reason) {
        return ANSWERED + "{\"index\":0,\"delta\":{},\"logprobs\":null,\"finish_reason\":\"" + reason + "\"}]}\n\n";
    }

    private static List<String> frames(ReplyEvent... events) {
        return frames(false, events);
    }

    private static List<String> frames(boolean usageWanted, ReplyEvent... events) {
        Multi<SequencedEvent> log = Multi.createFrom()
                .items(IntStream.range(0, events.length).mapToObj(seq -> new SequencedEvent(seq, events[seq])));
        ChatChunks chunks = new ChatChunks(ChatHeading.of(REPLY, 1_700_000_000, "auto"), usageWanted);
        return ChatFrames.of(chunks, log).collect().asList().await().indefinitely();
    }

    private static Progress stage(Stage stage) {
        return new Progress(stage, REPLY, SESSION);
    }

    private static ReplyEvent end(FinishReason reason) {
        return new ReplyEvent.Complete(List.of("More?"), SESSION, REPLY, "demo", "m", reason, new Usage(1, 2));
    }
}
