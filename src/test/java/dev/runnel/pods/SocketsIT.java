package dev.runnel.pods;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runnel.front.socket.ShownReplies;
import dev.runnel.testing.BesideTheApplication;
import dev.runnel.testing.Conversation;
import dev.runnel.testing.SocketClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A pod goes while ten conversations share one socket to it. */
@BesideTheApplication
class SocketsIT {

    private static final int CONVERSATIONS = 10;

    @AutoClose
    private static final Deployment deployment = new Deployment(Map.of()).startPods(3);

    @BeforeAll
    static void speak() {
        deployment.speakEvery(Duration.ofMillis(50));
    }

    @Test
    void ten_conversations_of_a_killed_pod_go_on_at_two_others_without_a_doubled_or_missing_word() {
        Conversation here = Conversation.at(deployment.pod(0).port());
        try (ShownReplies first = ShownReplies.on(here);
                ShownReplies second = at(1, here);
                ShownReplies third = at(2, here)) {
            List<String> replies = askAll(first);
            deployment.restart(0);
            first.hearOut();
            for (int i = 0; i < CONVERSATIONS; i++) {
                ShownReplies elsewhere = i < 2 ? third : second;
                elsewhere.say("resume", "reply_id", replies.get(i), "after", first.seen(replies.get(i)));
            }
            for (int i = 0; i < CONVERSATIONS; i++) {
                String reply = replies.get(i);
                ShownReplies elsewhere = i < 2 ? third : second;
                assertThat(elsewhere.hearEnd(reply).path("type").asText()).isEqualTo("complete");
                assertThat(first.text(reply) + elsewhere.text(reply)).isEqualTo(Deployment.TEXT);
            }
        }
    }

    @Test
    void a_pod_that_stops_tells_clients_to_go_elsewhere_where_their_replies_go_on() {
        Conversation here = Conversation.at(deployment.pod(0).port());
        try (ShownReplies first = ShownReplies.on(here);
                ShownReplies idle = ShownReplies.on(here);
                ShownReplies second = at(1, here)) {
            List<String> replies = askAll(first);
            deployment.pod(0).terminate();
            assertThat(idle.client().closeCode()).isEqualTo(1012);
            first.hear("leaving");
            first.say("ask", "id", "late", "message", "hello");
            assertThat(first.hear("error").path("code").asText()).isEqualTo("shutting_down");
            first.hearOut();
            for (String reply : replies) {
                second.say("resume", "reply_id", reply, "after", first.seen(reply));
            }
            for (String reply : replies) {
                if (!first.text(reply).equals(Deployment.TEXT)) {
                    second.hearEnd(reply);
                }
                assertThat(first.text(reply) + second.text(reply)).isEqualTo(Deployment.TEXT);
            }
        } finally {
            deployment.restart(0);
            deployment.awaitReady();
        }
    }

    private static ShownReplies at(int pod, Conversation conversation) {
        return new ShownReplies(SocketClient.open(deployment.pod(pod).port(), ShownReplies.path(conversation)));
    }

    private static List<String> askAll(ShownReplies socket) {
        List<String> replies = new ArrayList<>();
        for (int i = 0; i < CONVERSATIONS; i++) {
            replies.add(socket.ask("question " + i));
        }
        replies.forEach(reply -> socket.hearWord(reply, "wörd10 "));
        return replies;
    }
}
