package dev.runnel.front.conversation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.runnel.redis.TestRedis;
import dev.runnel.testing.Conversation;
import dev.runnel.testing.Profiles;
import dev.runnel.testing.SseClient;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** At a node of a cluster, which refuses whatever a Redis by itself would refuse, and more. */
@QuarkusTest
@TestProfile(Profiles.RedisCluster.class)
class RedisHistoryTest extends HistoryTest {

    TestRedis redis;

    /** Whatever a test has erased, and a moment later too: a command that was on its way must not bring it back. */
    @AfterEach
    void an_erased_user_is_in_no_key() {
        erase();
        await().during(Duration.ofMillis(300)).atMost(Duration.ofSeconds(3)).until(() -> keysOfUser()
                .isEmpty());
    }

    @Test
    void after_many_turns_no_key_names_the_user_or_any_of_the_replies() {
        List<String> replies = new ArrayList<>();
        for (int turn = 0; turn < 25; turn++) {
            try (SseClient client = SseClient.post(
                    conversation.port(),
                    conversation.streamPath(),
                    conversation.body("turn " + turn),
                    "Idempotency-Key: k" + turn)) {
                replies.add(Conversation.json(client.nextEvent().substring("data: ".length()))
                        .path("reply_id")
                        .asText());
                client.events();
            }
        }
        assertThat(keysOf(replies)).hasSize(replies.size());
        assertThat(keysOfUser()).hasSizeGreaterThan(replies.size());

        erase();

        assertThat(keysOf(replies)).isEmpty();
        assertThat(keysOfUser()).isEmpty();
    }

    private List<String> keysOf(List<String> replies) {
        return redis.keys().stream()
                .filter(key -> replies.stream().anyMatch(key::contains))
                .toList();
    }

    private List<String> keysOfUser() {
        return redis.keys().stream()
                .filter(key -> key.contains(conversation.user()))
                .toList();
    }

    private void erase() {
        try (SseClient client = SseClient.request(conversation.port(), "DELETE", conversation.wholePath(), "")) {
            assertThat(client.status()).isEqualTo(204);
        }
    }
}
