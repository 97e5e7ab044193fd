package dev.runnel.front.conversation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runnel.front.FrontProfiles;
import dev.runnel.front.ReasoningContract;
import dev.runnel.testing.Conversation;
import dev.runnel.testing.Gate;
import dev.runnel.testing.PromptMessage;
import dev.runnel.testing.Script;
import dev.runnel.testing.SseClient;
import dev.runnel.testing.SseEvents;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.util.List;
import org.junit.jupiter.api.Test;

@QuarkusTest
@TestProfile(FrontProfiles.Continued.class)
class ConversationReasoningTest extends ReasoningContract {

    private final ConversationFront front = new ConversationFront();

    ConversationReasoningTest() {
        super(new ConversationFront());
    }

    @Test
    void a_reply_that_was_stopped_goes_on_without_the_thoughts_of_how_to() {
        provider().enqueue(Script.tokens().thenThink("First.").then("One ").holdAt(new Gate()));
        String stopped = stoppedAt("One ");
        provider().enqueue(Script.tokens().thenThink("Second.").then("two."));
        try (SseClient client = goOn(stopped)) {
            assertThat(front.text(client.rawBody())).isEqualTo("One two.");
            assertThat(front.reasoning(client.rawBody())).isEmpty();
            assertThat(front.isWhole(client.rawBody())).isTrue();
        }
        assertThat(provider().requests().getLast().messages())
                .extracting(PromptMessage::text)
                .contains("One ")
                .noneMatch(text -> text.contains("First."));
    }

    @Test
    void one_that_was_stopped_before_its_first_word_thinks_anew() {
        provider().enqueue(Script.tokens().thenThink("First.").holdAt(new Gate()));
        String stopped = stoppedAt("First.");
        provider().enqueue(Script.tokens().thenThink("Second.").then("One."));
        try (SseClient client = goOn(stopped)) {
            assertThat(front.reasoning(client.rawBody())).isEqualTo("Second.");
            assertThat(front.text(client.rawBody())).isEqualTo("One.");
        }
    }

    private String stoppedAt(String piece) {
        try (SseClient viewer = conversation.stream("Hi")) {
            String reply = SseEvents.of(List.of(viewer.nextEvent()))
                    .all()
                    .getFirst()
                    .path("reply_id")
                    .asText();
            while (!viewer.nextEvent().contains("\"" + piece + "\"")) {
                // The model has not come to it yet.
            }
            SseClient.request(conversation.port(), "DELETE", conversation.streamPath() + "/" + reply, "")
                    .status();
            viewer.events();
            return reply;
        }
    }

    private SseClient goOn(String reply) {
        String body = Conversation.JSON
                .createObjectNode()
                .put("session_id", conversation.session())
                .put("continue", reply)
                .toString();
        return SseClient.post(conversation.port(), conversation.streamPath(), body);
    }
}
