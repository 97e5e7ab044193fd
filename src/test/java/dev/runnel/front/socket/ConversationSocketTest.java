package dev.runnel.front.socket;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.runnel.front.FrontContract;
import dev.runnel.front.FrontProfiles;
import dev.runnel.testing.HalfwaySuite;
import dev.runnel.testing.Script;
import dev.runnel.testing.SocketClient;
import dev.runnel.testing.SseClient;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Conversations that share one socket: what {@link FrontContract} says of every front, and what only a socket can do.
 */
@QuarkusTest
@TestProfile(FrontProfiles.Continued.class)
class ConversationSocketTest extends HalfwaySuite {

    @Test
    void replies_that_share_a_socket_come_whole_and_each_word_once() {
        try (ShownReplies socket = ShownReplies.on(conversation)) {
            List<String> replies = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                replies.add(socket.ask("question " + i));
            }
            replies.forEach(reply -> socket.hearText(reply, "one two three "));
            gate.open();
            for (String reply : replies) {
                JsonNode end = socket.hearEnd(reply);
                assertThat(end.path("type").asText()).isEqualTo("complete");
                assertThat(end.path("finish_reason").asText()).isEqualTo("stop");
                assertThat(socket.text(reply)).isEqualTo(WHOLE);
            }
        }
    }

    @Test
    void the_answer_to_a_question_names_the_question_and_the_events_are_those_of_the_stream() {
        gate.open();
        try (ShownReplies socket = ShownReplies.on(conversation)) {
            socket.say("ask", "id", "q1", "message", "Hi", "session_id", conversation.session());
            JsonNode showing = socket.client().next();
            assertThat(showing.path("type").asText()).isEqualTo("showing");
            assertThat(showing.path("id").asText()).isEqualTo("q1");
            JsonNode first = socket.client().next();
            assertThat(first.path("status").asText()).isEqualTo("processing");
            assertThat(first.path("seq").asLong()).isZero();
            assertThat(first.path("session_id").asText()).isEqualTo(conversation.session());
            assertThat(first.path("reply_id")).isEqualTo(showing.path("reply_id"));
        }
    }

    @Test
    void a_steer_goes_into_the_reply_that_the_socket_shows_already_and_a_queued_message_is_shown_beside_it() {
        try (ShownReplies socket = ShownReplies.on(conversation)) {
            socket.say("ask", "message", "Hi", "session_id", conversation.session());
            String reply = socket.hear("showing").path("reply_id").asText();
            socket.hearText(reply, "one two three ");
            socket.say("ask", "id", "q", "message", "And now?", "session_id", conversation.session());
            String queued = socket.hear("showing").path("reply_id").asText();
            assertThat(queued).isNotEqualTo(reply);
            socket.say("ask", "id", "s", "message", "louder", "session_id", conversation.session(), "when", "steer");
            JsonNode showing = socket.hear("showing");
            assertThat(showing.path("id").asText()).isEqualTo("s");
            assertThat(showing.path("reply_id").asText()).isEqualTo(reply);
            // Its answer begins there, and may have come already.
            assertThat(showing.path("after").asLong()).isGreaterThanOrEqualTo(3);
            gate.open();
            assertThat(socket.hearEnd(reply).path("finish_reason").asText()).isEqualTo("stop");
            socket.hearEnd(queued);
            assertThat(List.of(socket.text(reply), socket.text(queued))).containsExactly(WHOLE, WHOLE);
        }
        assertThat(provider().requests()).hasSize(3);
    }

    @Test
    void who_comes_back_on_another_socket_reads_on_and_is_not_billed_again() {
        String reply;
        long seen;
        try (ShownReplies first = ShownReplies.on(conversation)) {
            reply = first.ask("Hi");
            first.hearText(reply, "one two ");
            seen = first.seen(reply);
        }
        try (ShownReplies second = ShownReplies.on(conversation)) {
            second.say("resume", "id", "r", "reply_id", reply, "after", seen);
            gate.open();
            second.hearEnd(reply);
            assertThat(second.text(reply)).isEqualTo("three four five");
        }
        assertThat(provider().requests()).hasSize(1);
    }

    @Test
    void a_reply_that_was_read_to_its_end_has_nothing_more_to_show() {
        gate.open();
        try (ShownReplies socket = ShownReplies.on(conversation)) {
            String reply = socket.ask("Hi");
            socket.hearEnd(reply);
            socket.say("resume", "id", "r", "reply_id", reply, "after", socket.seen(reply));
            assertThat(socket.hear("nothing").path("id").asText()).isEqualTo("r");
        }
    }

    @Test
    void the_running_reply_of_a_session_can_be_joined_and_one_that_none_runs_in_shows_nothing() {
        try (ShownReplies mine = ShownReplies.on(conversation);
                ShownReplies second = ShownReplies.on(conversation)) {
            mine.say("ask", "message", "Hi", "session_id", conversation.session());
            String reply = mine.hear("showing").path("reply_id").asText();
            second.say("resume", "id", "r", "session_id", conversation.session());
            assertThat(second.hear("showing").path("reply_id").asText()).isEqualTo(reply);
            gate.open();
            second.hearEnd(reply);
            assertThat(second.text(reply)).isEqualTo(WHOLE);
            second.say("resume", "id", "other", "session_id", "another-session");
            assertThat(second.hear("nothing").path("id").asText()).isEqualTo("other");
        }
    }

    @Test
    void a_question_that_is_sent_again_with_its_key_gets_the_same_reply() {
        try (ShownReplies first = ShownReplies.on(conversation);
                ShownReplies second = ShownReplies.on(conversation)) {
            first.say("ask", "message", "Hi", "idempotency_key", "k1");
            String reply = first.hear("showing").path("reply_id").asText();
            second.say("ask", "message", "Hi", "idempotency_key", "k1");
            assertThat(second.hear("showing").path("reply_id").asText()).isEqualTo(reply);
            gate.open();
            second.hearEnd(reply);
            assertThat(second.text(reply)).isEqualTo(WHOLE);
        }
        assertThat(provider().requests()).hasSize(1);
    }

    @Test
    void a_stopped_reply_keeps_its_text_and_leaves_the_provider_and_the_others_go_on() {
        try (ShownReplies socket = ShownReplies.on(conversation)) {
            String stopped = socket.ask("Hi");
            socket.hearText(stopped, "one two three ");
            String other = socket.ask("Ho");
            socket.say("stop", "id", "s", "reply_id", stopped);
            assertThat(socket.hearEnd(stopped).path("finish_reason").asText()).isEqualTo("stopped");
            assertThat(socket.text(stopped)).isEqualTo("one two three ");
            provider().awaitClosedByClient(0);
            gate.open();
            socket.hearEnd(other);
            assertThat(socket.text(other)).isEqualTo(WHOLE);
        }
    }

    @Test
    void a_reply_that_is_left_is_shown_no_more_and_its_place_is_free() {
        try (ShownReplies socket = ShownReplies.on(conversation)) {
            String left = socket.ask("Hi");
            socket.hearText(left, "one two three ");
            socket.say("leave", "id", "l", "reply_id", left);
            assertThat(socket.hear("done").path("id").asText()).isEqualTo("l");
            List<String> others = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                others.add(socket.ask("question " + i));
            }
            gate.open();
            others.forEach(socket::hearEnd);
            try (SseClient viewer = SseClient.get(conversation.port(), conversation.streamPath() + "/" + left)) {
                assertThat(viewer.rawBody()).contains("\"complete\"");
            }
            assertThat(socket.text(left)).isEqualTo("one two three ");
        }
    }

    @Test
    void a_stranger_cannot_come_back_to_a_reply_or_stop_it() {
        try (ShownReplies mine = ShownReplies.on(conversation);
                ShownReplies theirs =
                        new ShownReplies(SocketClient.open(conversation.port(), "/api/conversation-socket/stranger"))) {
            String reply = mine.ask("Hi");
            for (String type : List.of("resume", "stop")) {
                theirs.say(type, "id", type, "reply_id", reply);
                JsonNode refusal = theirs.hear("error");
                assertThat(refusal.path("code").asText()).isEqualTo("reply_unknown");
                assertThat(refusal.path("id").asText()).isEqualTo(type);
            }
            gate.open();
            mine.hearEnd(reply);
            assertThat(mine.text(reply)).isEqualTo(WHOLE);
        }
    }

    @Test
    void a_reply_that_was_cut_does_not_look_whole() {
        provider().enqueue(Script.tokens("one ", "two ").thenCut());
        provider().enqueue(Script.status(500));
        try (ShownReplies socket = ShownReplies.on(conversation)) {
            String reply = socket.ask("Hi");
            assertThat(socket.hearEnd(reply).path("type").asText()).isEqualTo("error");
            assertThat(socket.text(reply)).isEqualTo("one two ");
        }
    }
}
