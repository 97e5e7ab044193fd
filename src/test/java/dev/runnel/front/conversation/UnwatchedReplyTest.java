package dev.runnel.front.conversation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.runnel.testing.Conversation;
import dev.runnel.testing.Dialect;
import dev.runnel.testing.Gate;
import dev.runnel.testing.OneProvider;
import dev.runnel.testing.ProviderSuite;
import dev.runnel.testing.Script;
import dev.runnel.testing.SseClient;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** As it is if nobody sets a grace. */
@QuarkusTest
@TestProfile(UnwatchedReplyTest.WithoutGrace.class)
class UnwatchedReplyTest extends ProviderSuite {

    public static final class WithoutGrace extends OneProvider {
        public WithoutGrace() {
            super("openai", Map.of());
        }

        @Override
        public Map<String, String> getConfigOverrides() {
            Map<String, String> overrides = new HashMap<>(super.getConfigOverrides());
            overrides.remove("runnel.reply.orphan-grace");
            return overrides;
        }
    }

    @Override
    protected Dialect dialect() {
        return Dialect.OPENAI;
    }

    @Test
    void a_reply_goes_on_to_its_end_without_its_viewer_who_finds_all_of_it() {
        Gate gate = new Gate();
        provider().enqueue(Script.tokens("one ").holdAt(gate).then("two"));
        try (SseClient viewer = conversation.stream("Count")) {
            viewer.nextEvent();
            assertThat(viewer.nextEvent()).contains("one");
        }
        assertThat(transcript().has("running_reply_id")).isTrue();

        gate.open();

        await().atMost(Duration.ofSeconds(5)).until(() -> !transcript().has("running_reply_id"));
        assertThat(transcript().at("/messages/1/content").asText()).isEqualTo("one two");
        assertThat(transcript().at("/messages/1/status").asText()).isEqualTo("complete");
        assertThat(provider().requests().getFirst().closedByClient()).isFalse();
    }

    private JsonNode transcript() {
        String path = conversation.wholePath() + "/" + conversation.session();
        try (SseClient client = SseClient.get(conversation.port(), path)) {
            return Conversation.json(client.rawBody());
        }
    }
}
