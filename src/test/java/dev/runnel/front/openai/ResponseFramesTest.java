package dev.runnel.front.openai;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
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
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What becomes of each event, and under which number. */
class ResponseFramesTest {

    private static final ReplyId REPLY = ReplyId.random();
    private static final SessionId SESSION = SessionId.random();
    private static final List<ToolCall> CALLS =
            List.of(new ToolCall("c1", "f", "{\"a\":1}"), new ToolCall("c2", "g", "{}"));

    private static final ReplyEvent[] WITH_CALLS = {
        stage(Stage.PROCESSING),
        new ContextChanged("booking", Map.of()),
        new Chunk("Hel"),
        stage(Stage.CONTINUING),
        new Chunk("lo"),
        new ReplyEvent.ToolCalls(CALLS),
        end(FinishReason.TOOL_CALLS)
    };

    @Test
    void a_text_is_a_message_that_is_opened_filled_and_closed() {
        ResponseStream stream =
                stream(stage(Stage.PROCESSING), new Chunk("Hel"), new Chunk("lo"), end(FinishReason.STOP));
        assertThat(stream.types())
                .containsExactly(
                        "response.created",
                        "response.in_progress",
                        "response.output_item.added",
                        "response.content_part.added",
                        "response.output_text.delta",
                        "response.output_text.delta",
                        "response.output_text.done",
                        "response.content_part.done",
                        "response.output_item.done",
                        "response.completed");
        assertThat(stream.isDone()).isTrue();
        assertThat(stream.events().get(0).at("/response/status").asText()).isEqualTo("in_progress");
        assertThat(stream.events().get(0).at("/response/output")).isEmpty();
        assertThat(stream.events().get(2).at("/item/content")).isEmpty();
        assertThat(stream.events().get(6).path("text").asText()).isEqualTo("Hello");
        JsonNode response = stream.last().path("response");
        assertThat(response.path("status").asText()).isEqualTo("completed");
        assertThat(response.path("model").asText()).isEqualTo("demo/m");
        assertThat(response.at("/output/0")).isEqualTo(stream.events().get(8).path("item"));
        assertThat(response.at("/output/0/content/0/text").asText()).isEqualTo("Hello");
        assertThat(response.at("/usage/total_tokens").asInt()).isEqualTo(3);
    }

    @Test
    void what_a_model_thinks_before_its_text_is_the_summary_of_an_item_before_the_message() {
        ResponseStream stream = stream(
                stage(Stage.PROCESSING),
                new ReplyEvent.Reasoning("H"),
                new ReplyEvent.Reasoning("m"),
                new Chunk("Hello"),
                new ReplyEvent.Reasoning("left out"),
                end(FinishReason.STOP));
        assertThat(stream.types().subList(2, 12))
                .containsExactly(
                        "response.output_item.added",
                        "response.reasoning_summary_part.added",
                        "response.reasoning_summary_text.delta",
                        "response.reasoning_summary_text.delta",
                        "response.reasoning_summary_text.done",
                        "response.reasoning_summary_part.done",
                        "response.output_item.done",
                        "response.output_item.added",
                        "response.content_part.added",
                        "response.output_text.delta");
        assertThat(stream.events().get(6).path("text").asText()).isEqualTo("Hm");
        assertThat(stream.events().get(11).path("output_index").asInt()).isEqualTo(1);
        JsonNode output = stream.last().at("/response/output");
        assertThat(output).hasSize(2);
        assertThat(output.get(0)).isEqualTo(stream.events().get(8).path("item"));
        assertThat(output.at("/0/type").asText()).isEqualTo("reasoning");
        assertThat(output.at("/0/summary/0/text").asText()).isEqualTo("Hm");
        assertThat(output.at("/1/content/0/text").asText()).isEqualTo("Hello");
    }

    @Test
    void each_call_is_an_item_after_the_text() {
        ResponseStream stream = stream(WITH_CALLS);
        assertThat(stream.types().subList(9, 18))
                .containsExactly(
                        "response.output_item.added",
                        "response.function_call_arguments.delta",
                        "response.function_call_arguments.done",
                        "response.output_item.done",
                        "response.output_item.added",
                        "response.function_call_arguments.delta",
                        "response.function_call_arguments.done",
                        "response.output_item.done",
                        "response.completed");
        assertThat(stream.events().get(9).path("output_index").asInt()).isEqualTo(1);
        assertThat(stream.events().get(9).at("/item/arguments").asText()).isEmpty();
        assertThat(stream.events().get(9).at("/item/name").asText()).isEqualTo("f");
        assertThat(stream.events().get(11).path("arguments").asText()).isEqualTo("{\"a\":1}");
        assertThat(stream.events().get(16).at("/item/call_id").asText()).isEqualTo("c2");
        assertThat(stream.last().at("/response/output").findValuesAsText("type"))
                .containsExactly("message", "output_text", "function_call", "function_call");
        assertThat(stream.last().at("/response/output/0/status").asText()).isEqualTo("completed");
    }

    @Test
    void numbers_have_no_gap_whatever_else_the_log_tells() {
        ResponseStream stream = stream(WITH_CALLS);
        assertThat(stream.numbers())
                .containsExactlyElementsOf(
                        LongStream.range(0, stream.events().size()).boxed().toList());
    }

    @Test
    void whoever_comes_back_after_any_number_gets_what_follows_it_and_nothing_twice() {
        List<JsonNode> all = stream(WITH_CALLS).events();
        for (int after = -1; after < all.size(); after++) {
            ResponseStream rest = ResponseStream.parse(String.join("", frames(after, WITH_CALLS)));
            assertThat(rest.events()).as("after %s", after).isEqualTo(all.subList(after + 1, all.size()));
            assertThat(rest.isDone()).isTrue();
        }
    }

    @ParameterizedTest
    @CsvSource({"LENGTH, incomplete, max_output_tokens", "LIMIT, incomplete, max_output_tokens", "STOPPED, cancelled,"})
    void what_is_not_all_that_the_model_would_have_said_is_not_complete(
            FinishReason reason, String status, String detail) {
        ResponseStream stream = stream(stage(Stage.PROCESSING), new Chunk("a"), end(reason));
        assertThat(stream.last().path("type").asText()).isEqualTo("response.incomplete");
        assertThat(stream.last().at("/response/status").asText()).isEqualTo(status);
        assertThat(stream.last().at("/response/incomplete_details/reason").textValue())
                .isEqualTo(detail);
        assertThat(stream.last().at("/response/output/0/status").asText()).isEqualTo("incomplete");
    }

    @Test
    void a_failed_reply_ends_with_an_error_and_a_failed_response_and_its_message_stays_open() {
        Failure failure = Failure.of(FailureCode.PROVIDER_CUT);
        ResponseStream stream =
                stream(stage(Stage.PROCESSING), new Chunk("a"), new ReplyEvent.Failed(failure, REPLY, SESSION));
        assertThat(stream.types().subList(4, 7))
                .containsExactly("response.output_text.delta", "error", "response.failed");
        JsonNode error = stream.events().get(5);
        assertThat(error.path("code").asText()).isEqualTo("provider_cut");
        assertThat(error.at("/error/code").asText()).isEqualTo("provider_cut");
        assertThat(error.at("/error/type").asText()).isEqualTo("server_error");
        assertThat(stream.last().at("/response/status").asText()).isEqualTo("failed");
        assertThat(stream.last().at("/response/error/code").asText()).isEqualTo("provider_cut");
        assertThat(stream.last().at("/response/output/0/status").asText()).isEqualTo("incomplete");
    }

    @Test
    void a_pod_that_goes_leaves_an_error_that_takes_no_number() {
        ResponseStream stream = stream(stage(Stage.PROCESSING), new Chunk("a"));
        assertThat(stream.last().path("type").asText()).isEqualTo("error");
        assertThat(stream.last().path("code").asText()).isEqualTo("shutting_down");
        assertThat(stream.numbers()).endsWith(4L, 4L);
        assertThat(stream.isDone()).isFalse();
    }

    @Test
    void an_answer_of_nothing_has_no_item() {
        ResponseStream stream = stream(stage(Stage.PROCESSING), end(FinishReason.STOPPED));
        assertThat(stream.types()).containsExactly("response.created", "response.in_progress", "response.incomplete");
        assertThat(stream.last().at("/response/output")).isEmpty();
    }

    @Test
    void what_the_service_does_meanwhile_is_a_comment() {
        assertThat(frames(-1, stage(Stage.PROCESSING), stage(Stage.WAITING), end(FinishReason.STOP)))
                .hasSize(3)
                .contains(": waiting\n\n");
    }

    @Test
    void line_ends_and_quotes_stay_within_their_frame() {
        assertThat(frames(-1, stage(Stage.PROCESSING), new Chunk("\"a\n\u2028"), end(FinishReason.STOP))
                        .get(1))
                .endsWith("\"delta\":\"\\\"a\\n\\u2028\",\"logprobs\":[]}\n\n");
    }

    private static ResponseStream stream(ReplyEvent... events) {
        return ResponseStream.parse(String.join("", frames(-1, events)));
    }

    private static List<String> frames(long after, ReplyEvent... events) {
        Multi<SequencedEvent> log = Multi.createFrom()
                .items(IntStream.range(0, events.length).mapToObj(seq -> new SequencedEvent(seq, events[seq])));
        ResponseNote note = ResponseNote.none(1_700_000_000);
        ResponseObject response = new ResponseObject(note.id(REPLY, SESSION), note);
        return ResponseFrames.of(new ResponseEvents(response, after), log)
                .collect()
                .asList()
                .await()
                .indefinitely();
    }

    private static Progress stage(Stage stage) {
        return new Progress(stage, REPLY, SESSION);
    }

    private static ReplyEvent end(FinishReason reason) {
        return new ReplyEvent.Complete(List.of("More?"), SESSION, REPLY, "demo", "m", reason, new Usage(1, 2));
    }
}
