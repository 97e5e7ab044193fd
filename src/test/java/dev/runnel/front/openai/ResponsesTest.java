package dev.runnel.front.openai;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.runnel.front.FrontProfiles;
import dev.runnel.testing.Conversation;
import dev.runnel.testing.Gate;
import dev.runnel.testing.Script;
import dev.runnel.testing.SseClient;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A response as OpenAI's clients get, follow, cancel and delete it. */
@QuarkusTest
@TestProfile(FrontProfiles.OneCall.class)
class ResponsesTest extends ResponsesSuite {

    /** What every response has to have, by the specification. */
    private static final List<String> REQUIRED = List.of(
            "id",
            "object",
            "created_at",
            "completed_at",
            "status",
            "incomplete_details",
            "model",
            "previous_response_id",
            "instructions",
            "output",
            "error",
            "tools",
            "tool_choice",
            "truncation",
            "parallel_tool_calls",
            "text",
            "top_p",
            "presence_penalty",
            "frequency_penalty",
            "top_logprobs",
            "temperature",
            "reasoning",
            "usage",
            "max_output_tokens",
            "max_tool_calls",
            "store",
            "background",
            "service_tier",
            "metadata",
            "safety_identifier",
            "prompt_cache_key");

    @Test
    void a_response_is_one_document_with_all_that_the_specification_asks_for() {
        JsonNode response = created(asking("Hi"));
        assertThat(response.path("object").asText()).isEqualTo("response");
        assertThat(response.path("status").asText()).isEqualTo("completed");
        assertThat(response.path("model").asText()).isEqualTo("openai/openai-model");
        assertThat(textOf(response)).isEqualTo(WHOLE);
        assertThat(response.at("/usage/input_tokens").asInt()).isEqualTo(12);
        assertThat(response.at("/usage/output_tokens").asInt()).isEqualTo(5);
        assertThat(response.at("/usage/total_tokens").asInt()).isEqualTo(17);
        assertThat(Instant.ofEpochSecond(response.path("created_at").asLong()))
                .isBetween(Instant.now().minusSeconds(60), Instant.now());
        assertThat(response.path("completed_at").asLong())
                .isBetween(response.path("created_at").asLong(), Instant.now().getEpochSecond());
        assertThat(REQUIRED).allMatch(response::has);
    }

    @Test
    void a_stream_shows_the_same_response_while_it_comes() {
        gate.open();
        try (SseClient client = create(asking("Hi").put("stream", true))) {
            assertThat(client.header("Content-Type")).hasValue("text/event-stream; charset=utf-8");
            assertThat(client.header("Cache-Control")).hasValue("no-cache, no-transform");
            ResponseStream stream = ResponseStream.of(client);
            assertThat(stream.text()).isEqualTo(WHOLE);
            assertThat(stream.isDone()).isTrue();
            assertThat(stream.last().path("type").asText()).isEqualTo("response.completed");
            assertThat(textOf(stream.last().path("response"))).isEqualTo(WHOLE);
            assertThat(read(stream.id())).isEqualTo(stream.last().path("response"));
        }
    }

    @Test
    void a_response_can_be_read_again_and_is_the_same() {
        JsonNode response = created(asking("Hi")
                .put("instructions", "Rhyme.")
                .put("temperature", 0.5)
                .put("max_output_tokens", 99));
        assertThat(response.path("instructions").asText()).isEqualTo("Rhyme.");
        assertThat(response.path("temperature").asDouble()).isEqualTo(0.5);
        assertThat(response.path("max_output_tokens").asInt()).isEqualTo(99);
        assertThat(read(response.path("id").asText())).isEqualTo(response);
    }

    @Test
    void whoever_comes_back_after_any_event_gets_the_rest() {
        gate.open();
        ResponseStream whole;
        try (SseClient client = create(asking("Hi").put("stream", true))) {
            whole = ResponseStream.of(client);
        }
        for (int after = -1; after < whole.events().size(); after++) {
            ResponseStream rest = followed(whole.id(), after);
            assertThat(rest.events())
                    .as("after %s", after)
                    .isEqualTo(whole.events().subList(after + 1, whole.events().size()));
        }
    }

    @Test
    void a_response_that_still_runs_is_followed_from_where_the_client_was() {
        String id;
        try (SseClient first = create(asking("Hi").put("stream", true))) {
            while (!first.nextEvent().contains("three")) {}
            id = ResponseStream.parse(first.chunks().getFirst()).id();
            JsonNode soFar = read(id);
            assertThat(soFar.path("status").asText()).isEqualTo("in_progress");
            assertThat(textOf(soFar)).isEqualTo("one two three ");
        }
        try (SseClient second = follow(id, 5)) {
            gate.open();
            ResponseStream rest = ResponseStream.of(second);
            assertThat(rest.text()).isEqualTo("three four five");
            assertThat(rest.numbers().getFirst()).isEqualTo(6);
            assertThat(rest.last().path("type").asText()).isEqualTo("response.completed");
        }
    }

    @Test
    void a_cancelled_response_ends_with_the_text_so_far_for_all_who_follow_it() {
        try (SseClient client = create(asking("Hi").put("stream", true))) {
            while (!client.nextEvent().contains("three")) {}
            String id = ResponseStream.parse(client.chunks().getFirst()).id();
            JsonNode cancelled = does("POST", cancelPath(id));
            assertThat(cancelled.path("status").asText()).isEqualTo("cancelled");
            assertThat(textOf(cancelled)).isEqualTo("one two three ");
            ResponseStream stream = ResponseStream.of(client);
            assertThat(stream.last().path("type").asText()).isEqualTo("response.incomplete");
            assertThat(stream.last().path("response")).isEqualTo(cancelled);
            assertThat(does("POST", cancelPath(id))).isEqualTo(cancelled);
        }
    }

    @Test
    void a_response_in_the_background_is_asked_for_later() {
        Gate begins = new Gate();
        provider()
                .enqueue(Script.tokens("one ")
                        .holdBeforeHeaders(begins)
                        .holdAt(gate)
                        .then("two"));
        JsonNode begun = created(asking("Hi").put("background", true));
        assertThat(begun.path("status").asText()).isEqualTo("queued");
        assertThat(begun.path("background").asBoolean()).isTrue();
        String id = begun.path("id").asText();
        assertThat(read(id).path("status").asText()).isEqualTo("queued");
        begins.open();
        try (SseClient client = follow(id, -1)) {
            while (!client.nextEvent().contains("one")) {}
            assertThat(read(id).path("status").asText()).isEqualTo("in_progress");
            gate.open();
            ResponseStream stream = ResponseStream.of(client);
            assertThat(stream.types())
                    .startsWith("response.created", "response.queued", "response.in_progress")
                    .endsWith("response.completed");
            assertThat(stream.events().get(2).at("/response/output")).isEmpty();
        }
        assertThat(textOf(read(id))).isEqualTo("one two");
    }

    @Test
    void a_cut_response_is_failed_and_its_stream_has_an_error() {
        provider().enqueue(Script.tokens("one ").thenCut());
        try (SseClient client = create(asking("Hi").put("model", "openai").put("stream", true))) {
            ResponseStream stream = ResponseStream.of(client);
            assertThat(stream.types()).endsWith("error", "response.failed");
            assertThat(stream.last().at("/response/error/code").asText()).isEqualTo("provider_cut");
            assertThat(read(stream.id()).path("status").asText()).isEqualTo("failed");
        }
    }

    @Test
    void a_deleted_response_is_gone_and_cannot_be_continued() {
        String id = created(asking("Hi")).path("id").asText();
        JsonNode deleted = does("DELETE", path(id));
        assertThat(deleted.path("id").asText()).isEqualTo(id);
        assertThat(deleted.path("deleted").asBoolean()).isTrue();
        assertUnknown("GET", path(id));
        assertUnknown("DELETE", path(id));
        try (SseClient client = create(asking("And?").put("previous_response_id", id))) {
            assertThat(client.status()).isEqualTo(404);
        }
        try (SseClient kept = SseClient.get(url.getPort(), conversation.wholePath())) {
            assertThat(Conversation.json(kept.rawBody()).path("sessions")).isEmpty();
        }
    }

    @Test
    void another_users_response_and_one_that_was_made_up_do_not_exist() {
        String id = created(asking("Hi")).path("id").asText();
        assertUnknown("GET", RESPONSES + "/" + id + "?user=another");
        assertUnknown("GET", RESPONSES + "/" + id);
        assertUnknown("GET", path("resp_123"));
        assertUnknown("GET", path(id.substring(0, id.length() - 1) + "~"));
        assertUnknown("GET", path(id.replaceFirst("resp_.", "resp_f")));
        assertUnknown("POST", RESPONSES + "/" + id + "/cancel?user=another");
        assertUnknown("DELETE", RESPONSES + "/" + id + "?user=another");
        assertThat(read(id).path("id").asText()).isEqualTo(id);
    }

    @Test
    void a_request_that_is_named_is_answered_once() {
        JsonNode first = created(asking("Hi"), "Idempotency-Key: once");
        JsonNode again = created(asking("Hi"), "Idempotency-Key: once");
        assertThat(again).isEqualTo(first);
        assertThat(provider().requests()).hasSize(1);
    }

    @Test
    void what_is_not_to_be_stored_is_in_no_session_but_can_be_followed_for_a_while() {
        JsonNode response = created(asking("Hi").put("store", false));
        assertThat(response.path("store").asBoolean()).isFalse();
        assertThat(textOf(read(response.path("id").asText()))).isEqualTo(WHOLE);
        try (SseClient kept = SseClient.get(url.getPort(), conversation.wholePath())) {
            assertThat(Conversation.json(kept.rawBody()).path("sessions")).isEmpty();
        }
        try (SseClient client = create(
                asking("And?").put("previous_response_id", response.path("id").asText()))) {
            assertThat(client.status()).isEqualTo(404);
        }
    }

    private void assertUnknown(String method, String path) {
        try (SseClient client = SseClient.request(url.getPort(), method, path, "")) {
            assertThat(client.status()).as(method + " " + path).isEqualTo(404);
            JsonNode error = Conversation.json(client.rawBody()).path("error");
            assertThat(error.path("code").asText()).isEqualTo("reply_unknown");
            assertThat(error.path("type").asText()).isEqualTo("invalid_request_error");
            assertThat(error.path("param").isNull()).isTrue();
        }
    }
}
