package dev.runnel.front.openai;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.runnel.front.FrontProfiles;
import dev.runnel.testing.SocketClient;
import dev.runnel.testing.SseClient;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** OpenAI's WebSocket mode, as bytes on the wire. */
@QuarkusTest
@TestProfile(FrontProfiles.OneCall.class)
class ResponsesSocketTest extends ResponsesSuite {

    private static final String WHOLE = "one two three four five";

    private SocketClient open() {
        return SocketClient.open(url.getPort(), "/v1/responses");
    }

    private void create(SocketClient client, String more) {
        client.send("{\"type\":\"response.create\",\"model\":\"auto\",\"user\":\"" + conversation.user() + "\"" + more
                + "}");
    }

    /** The text of one conversation, up to the event with which a response ends. */
    private static String text(SocketClient client, String stream, String end) {
        StringBuilder text = new StringBuilder();
        for (; ; ) {
            JsonNode event =
                    client.next(message -> message.path("stream_id").asText().equals(stream));
            text.append(event.path("delta").asText());
            if (event.path("type").asText().equals(end)) {
                return text.toString();
            }
        }
    }

    @Test
    void conversations_of_one_socket_are_answered_at_the_same_time() {
        try (SocketClient client = open()) {
            create(client, ",\"input\":\"a\",\"stream_id\":\"a\"");
            create(client, ",\"input\":\"b\",\"stream_id\":\"b\"");
            create(client, ",\"input\":\"unnamed\"");
            Set<String> unheard = new HashSet<>(List.of("a", "b", ""));
            while (!unheard.isEmpty()) {
                unheard.remove(client.next(event -> event.path("delta").asText().equals("three "))
                        .path("stream_id")
                        .asText());
            }
            gate.open();
            assertThat(text(client, "", "response.completed")).isEqualTo("four five");
        }
        assertThat(provider().requests()).hasSize(3);
    }

    @Test
    void the_events_are_those_of_the_stream_with_the_name_of_their_conversation() {
        gate.open();
        try (SocketClient client = open()) {
            create(client, ",\"input\":\"a\",\"stream_id\":\"a\"");
            JsonNode created = client.next();
            assertThat(created.path("type").asText()).isEqualTo("response.created");
            assertThat(created.path("sequence_number").asInt()).isZero();
            assertThat(created.at("/response/id").asText()).startsWith("resp_");
            assertThat(created.path("stream_id").asText()).isEqualTo("a");
            assertThat(text(client, "a", "response.completed")).isEqualTo(WHOLE);
        }
    }

    @ParameterizedTest
    @CsvSource({"true, false", "true, true", "false, false"})
    void a_response_is_continued_by_its_id(boolean store, boolean elsewhere) {
        gate.open();
        String more = ",\"store\":" + store;
        try (SocketClient first = open();
                SocketClient second = open()) {
            create(first, more + ",\"input\":\"my name is Ada\"");
            String id = first.next("response.completed").at("/response/id").asText();
            SocketClient next = elsewhere ? second : first;
            create(
                    next,
                    more + ",\"input\":\"who am I?\",\"stream_id\":\"fork\",\"previous_response_id\":\"" + id + "\"");
            next.next("response.completed");
        }
        assertThat(provider().requests().getLast().messages())
                .extracting(message -> message.text())
                .endsWith("my name is Ada", WHOLE, "who am I?");
    }

    @Test
    void what_was_not_stored_is_forgotten_when_its_continuation_is_refused() {
        gate.open();
        try (SocketClient client = open()) {
            create(client, ",\"store\":false,\"input\":\"a\"");
            String id = client.next("response.completed").at("/response/id").asText();
            String next = ",\"store\":false,\"previous_response_id\":\"" + id + "\",\"input\":";
            create(client, next + "[{\"type\":\"function_call_output\",\"call_id\":\"none\",\"output\":\"x\"}]");
            assertThat(client.next("error").path("status").asInt()).isEqualTo(400);
            create(client, next + "\"b\"");
            assertThat(client.next("error").at("/error/code").asText()).isEqualTo("previous_response_not_found");
        }
    }

    @Test
    void what_was_not_stored_is_known_to_its_own_socket_alone() {
        gate.open();
        try (SocketClient first = open();
                SocketClient second = open()) {
            create(first, ",\"store\":false,\"input\":\"a\"");
            String id = first.next("response.completed").at("/response/id").asText();
            create(second, ",\"input\":\"b\",\"stream_id\":\"x\",\"previous_response_id\":\"" + id + "\"");
            JsonNode error = second.next("error");
            assertThat(error.path("status").asInt()).isEqualTo(404);
            assertThat(error.at("/error/code").asText()).isEqualTo("previous_response_not_found");
            assertThat(error.at("/error/param").asText()).isEqualTo("previous_response_id");
            assertThat(error.path("stream_id").asText()).isEqualTo("x");
        }
    }

    @Test
    void a_cancelled_response_keeps_its_text_and_leaves_the_provider() {
        try (SocketClient client = open()) {
            create(client, ",\"input\":\"a\",\"stream_id\":\"a\"");
            client.next(event -> event.path("delta").asText().equals("three "));
            client.send("{\"type\":\"response.cancel\",\"stream_id\":\"a\"}");
            JsonNode end = client.next("response.incomplete");
            assertThat(end.at("/response/status").asText()).isEqualTo("cancelled");
            assertThat(end.at("/response/output/0/content/0/text").asText()).isEqualTo("one two three ");
            provider().awaitClosedByClient(0);
        }
    }

    @Test
    void one_conversation_answers_one_request_after_the_other() {
        try (SocketClient client = open()) {
            create(client, ",\"input\":\"a\",\"stream_id\":\"a\"");
            create(client, ",\"input\":\"b\",\"stream_id\":\"a\"");
            assertThat(client.next("error").at("/error/param").asText()).isEqualTo("stream_id");
            gate.open();
            client.next("response.completed");
            create(client, ",\"input\":\"b\",\"stream_id\":\"a\"");
            assertThat(text(client, "a", "response.completed")).isEqualTo(WHOLE);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "no JSON, ",
        "{}, type",
        "{\"type\":\"dance\"}, type",
        "{\"type\":\"response.cancel\"}, ",
        "{\"type\":\"response.create\"}, model",
    })
    void what_is_wrong_is_said_and_the_socket_stays_open(String message, String parameter) {
        gate.open();
        try (SocketClient client = open()) {
            client.send(message);
            JsonNode error = client.next();
            assertThat(error.path("type").asText()).isEqualTo("error");
            assertThat(error.path("status").asInt()).isBetween(400, 404);
            assertThat(error.at("/error/param").asText("")).isEqualTo(parameter == null ? "" : parameter);
            create(client, ",\"input\":\"a\"");
            assertThat(text(client, "", "response.completed")).isEqualTo(WHOLE);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "'\"stream_id\":\"\"', stream_id",
        "'\"stream_id\":null', stream_id",
        "'\"stream_id\":\"a b\"', stream_id",
        "'\"background\":true', background",
        "'\"generate\":false', generate",
    })
    void what_has_no_meaning_here_is_refused_by_its_name(String field, String parameter) {
        try (SocketClient client = open()) {
            create(client, ",\"input\":\"a\"," + field);
            assertThat(client.next("error").at("/error/param").asText()).isEqualTo(parameter);
        }
        assertThat(provider().requests()).isEmpty();
    }

    @Test
    void a_response_goes_on_without_its_socket_and_can_be_followed_over_http() {
        String id;
        int seen;
        try (SocketClient client = open()) {
            create(client, ",\"input\":\"a\"");
            id = client.next("response.created").at("/response/id").asText();
            seen = client.next(event -> event.path("delta").asText().equals("two "))
                    .path("sequence_number")
                    .asInt();
        }
        String path = "/v1/responses/" + id + "?stream=true&starting_after=" + seen + "&user=" + conversation.user();
        try (SseClient rest = SseClient.get(url.getPort(), path)) {
            rest.nextEvent();
            gate.open();
            assertThat(rest.rawBody())
                    .doesNotContain("\"delta\":\"two \"")
                    .contains("\"delta\":\"five\"", "response.completed");
        }
        assertThat(provider().requests()).hasSize(1);
    }
}
