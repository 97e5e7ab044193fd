package dev.runnel.front.conversation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.runnel.reply.ReplyDrain;
import dev.runnel.testing.Dialect;
import dev.runnel.testing.Gate;
import dev.runnel.testing.Profiles;
import dev.runnel.testing.ProviderSuite;
import dev.runnel.testing.Script;
import dev.runnel.testing.SseClient;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** A pod that goes while somebody reads. */
@QuarkusTest
@TestProfile(Profiles.Leaving.class)
class LeavingPodTest extends ProviderSuite {

    @Inject
    ReplyDrain drain;

    @Inject
    MeterRegistry metrics;

    @Override
    protected Dialect dialect() {
        return Dialect.OPENAI;
    }

    @Test
    void a_viewer_who_is_left_to_another_pod_has_not_stayed_to_the_end() {
        provider().byDefault(Script.tokens("one ").holdAt(new Gate()).then("two"));
        try (SseClient client = conversation.stream("Hi")) {
            client.nextEvent();
            client.nextEvent();
            drain.drain(Duration.ZERO).await().atMost(Duration.ofSeconds(10));
            assertThat(client.rawBody()).doesNotContain("\"complete\"").doesNotContain("\"error\"");
        }
        await().untilAsserted(() -> assertThat(left("not")).isEqualTo(1));
        assertThat(left("to_the_end")).isZero();
    }

    private double left(String stayed) {
        Counter counter =
                metrics.find("runnel.viewers.left").tag("stayed", stayed).counter();
        return counter == null ? 0 : counter.count();
    }
}
