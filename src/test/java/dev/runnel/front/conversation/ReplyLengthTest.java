package dev.runnel.front.conversation;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.runnel.testing.Conversation;
import dev.runnel.testing.Dialect;
import dev.runnel.testing.Gate;
import dev.runnel.testing.Profiles;
import dev.runnel.testing.ProviderSuite;
import dev.runnel.testing.Script;
import dev.runnel.testing.SseClient;
import dev.runnel.testing.SseEvents;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import org.junit.jupiter.api.Test;

/** A model that never stops is stopped. */
@QuarkusTest
@TestProfile(Profiles.TwoRequests.class)
class ReplyLengthTest extends ProviderSuite {

    @Override
    protected Dialect dialect() {
        return Dialect.OPENAI;
    }

    @Test
    void a_reply_of_too_many_characters_is_ended_at_the_cap_and_the_provider_is_left() {
        String tooMuch = "x".repeat(Profiles.MAX_CHARACTERS - 5);
        provider().enqueue(Script.tokens("begin ", tooMuch).holdAt(new Gate()).then("never"));

        SseEvents events = conversation.streamed("Go on for ever");

        assertThat(events.text()).isEqualTo("begin " + tooMuch);
        assertThat(events.terminal().path("type").asText()).isEqualTo("complete");
        assertThat(events.terminal().path("finish_reason").asText()).isEqualTo("limit");
        provider().awaitClosedByClient(0);
        assertThat(lastMessage().path("content").asText()).isEqualTo("begin " + tooMuch);
        assertThat(lastMessage().path("status").asText()).isEqualTo("limit");
    }

    private JsonNode lastMessage() {
        String path = conversation.wholePath() + "/" + conversation.session();
        try (SseClient client = SseClient.get(conversation.port(), path)) {
            return Conversation.json(client.rawBody()).path("messages").path(1);
        }
    }
}
