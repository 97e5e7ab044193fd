package dev.runnel.front.socket;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.runnel.front.FrontProfiles;
import dev.runnel.testing.HalfwaySuite;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import org.junit.jupiter.api.Test;

/** What is refused on a socket, and that this harms nothing else on it. */
@QuarkusTest
@TestProfile(FrontProfiles.Continued.class)
class SocketRefusalTest extends HalfwaySuite {

    @Test
    void what_is_wrong_with_a_message_is_said_and_the_socket_stays_open() {
        try (ShownReplies socket = ShownReplies.on(conversation)) {
            assertThat(refusal(socket, "no JSON")).isEqualTo("invalid_json");
            assertThat(refusal(socket, "[1]")).isEqualTo("invalid_json");
            assertThat(refusal(socket, "null")).isEqualTo("invalid_json");
            assertThat(refusal(socket, "{\"type\":\"ask\",\"type\":\"stop\"}")).isEqualTo("invalid_json");
            assertThat(refusal(socket, "{\"type\":\"dance\"}")).isEqualTo("request_invalid");
            assertThat(refusal(socket, "{\"type\":\"ask\",\"message\":\" \"}")).isEqualTo("message_required");
            assertThat(refusal(socket, "{\"type\":\"ask\",\"message\":\"Hi\",\"session_id\":\"a b\"}"))
                    .isEqualTo("session_id_invalid");
            assertThat(refusal(socket, "{\"type\":\"resume\"}")).isEqualTo("request_invalid");
            assertThat(refusal(socket, "{\"type\":\"stop\",\"reply_id\":\"nobodys\"}"))
                    .isEqualTo("reply_unknown");
            gate.open();
            String reply = socket.ask("Hi");
            socket.hearEnd(reply);
            assertThat(socket.text(reply)).isEqualTo(WHOLE);
        }
        assertThat(provider().requests()).hasSize(1);
    }

    @Test
    void a_refusal_names_the_message_also_if_its_fields_are_of_the_wrong_kind() {
        try (ShownReplies socket = ShownReplies.on(conversation)) {
            socket.client().send("{\"type\":\"ask\",\"id\":\"7\",\"message\":5}");
            JsonNode refusal = socket.hear("error");
            assertThat(refusal.path("code").asText()).isEqualTo("invalid_json");
            assertThat(refusal.path("id").asText()).isEqualTo("7");
        }
    }

    private static String refusal(ShownReplies socket, String message) {
        socket.client().send(message);
        return socket.hear("error").path("code").asText();
    }

    @Test
    void a_socket_shows_as_many_replies_as_it_may_and_one_more_when_one_has_ended() {
        try (ShownReplies socket = ShownReplies.on(conversation)) {
            String first = socket.ask("question 0");
            for (int i = 1; i < 4; i++) {
                socket.ask("question " + i);
            }
            socket.say("ask", "id", "fifth", "message", "Hi");
            JsonNode refusal = socket.hear("error");
            assertThat(refusal.path("code").asText()).isEqualTo("too_many_replies");
            assertThat(refusal.path("id").asText()).isEqualTo("fifth");
            socket.say("stop", "reply_id", first);
            socket.hearEnd(first);
            String fifth = socket.ask("fifth");
            gate.open();
            socket.hearEnd(fifth);
            assertThat(socket.text(fifth)).isEqualTo(WHOLE);
        }
    }
}
