package dev.runnel.front.openai;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.runnel.front.FrontProfiles;
import dev.runnel.testing.FrontEndProcess;
import dev.runnel.testing.NeedsNpm;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** OpenAI's own client, unchanged, with {@code ws}. */
@NeedsNpm
@QuarkusTest
@TestProfile(FrontProfiles.OneCall.class)
class ResponsesSocketClientTest extends ResponsesSuite {

    private FrontEndProcess client;

    @BeforeEach
    void open_a_socket() {
        client = new FrontEndProcess("responses-socket.mjs", "http://127.0.0.1:" + url.getPort() + "/v1", "none");
        client.await(line -> line.has("open"));
    }

    @AfterEach
    void close_it() {
        client.close();
    }

    private void create(String stream, String more) {
        client.tell("{\"type\":\"response.create\",\"model\":\"auto\",\"user\":\"" + conversation.user()
                + "\",\"stream_id\":\"" + stream + "\"" + more + "}");
    }

    private JsonNode hear(String stream, String type) {
        return client.await(line -> line.at("/event/stream_id").asText().equals(stream)
                        && line.at("/event/type").asText().equals(type))
                .path("event");
    }

    @Test
    void conversations_on_one_socket_are_answered_and_continued() {
        create("a", ",\"input\":\"my name is Ada\"");
        create("b", ",\"input\":\"my name is Bob\"");
        hear("b", "response.output_text.delta");
        gate.open();
        JsonNode first = hear("b", "response.completed").path("response");
        assertThat(textOf(first)).isEqualTo("one two three four five");
        create(
                "c",
                ",\"input\":\"who am I?\",\"previous_response_id\":\""
                        + first.path("id").asText() + "\"");
        hear("c", "response.completed");
        assertThat(provider().requests().getLast().messages())
                .extracting(message -> message.text())
                .endsWith("my name is Bob", "one two three four five", "who am I?");
    }

    @Test
    void a_cancelled_response_ends_with_its_text() {
        create("a", ",\"input\":\"a\"");
        client.await(line -> line.at("/event/delta").asText().equals("three "));
        client.tell("{\"type\":\"response.cancel\",\"stream_id\":\"a\"}");
        JsonNode end = hear("a", "response.incomplete").path("response");
        assertThat(end.path("status").asText()).isEqualTo("cancelled");
        assertThat(textOf(end)).isEqualTo("one two three ");
    }

    @Test
    void an_error_is_an_error_of_the_client() {
        create("a", ",\"input\":\"a\",\"previous_response_id\":\"resp_nobodys\"");
        assertThat(client.await(line -> line.has("error")).path("error").asText())
                .isNotEmpty();
    }
}
