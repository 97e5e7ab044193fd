package dev.runnel.front;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.runnel.front.agui.AgUiFront;
import dev.runnel.front.aisdk.AiSdkFront;
import dev.runnel.front.conversation.ConversationFront;
import dev.runnel.front.openai.ChatFront;
import dev.runnel.front.openai.ResponsesFront;
import dev.runnel.reply.ReplyDrain;
import dev.runnel.testing.Conversation;
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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A pod that goes while each front streams a reply, which continues at another pod. */
@QuarkusTest
@TestProfile(Profiles.Leaving.class)
class LeavingPodTest extends ProviderSuite {

    private static final List<Front> FRONTS =
            List.of(new ConversationFront(), new AgUiFront(), new AiSdkFront(), new ChatFront(), new ResponsesFront());

    @Inject
    ReplyDrain drain;

    @Inject
    MeterRegistry metrics;

    @Override
    protected Dialect dialect() {
        return Dialect.OPENAI;
    }

    @Test
    void no_stream_looks_whole_and_whoever_asks_again_is_refused() {
        provider().byDefault(Script.tokens("one ").holdAt(new Gate()).then("two"));
        Map<Front, SseClient> streams = new LinkedHashMap<>();
        FRONTS.forEach(front -> streams.put(front, ask(front)));
        drain.drain(Duration.ZERO).await().atMost(Duration.ofSeconds(10));
        streams.forEach((front, stream) -> {
            try (stream) {
                assertThat(front.text(stream.rawBody())).isEqualTo("one ");
                assertThat(front.isWhole(stream.rawBody())).isFalse();
                front.assertLeft(stream.rawBody());
            }
        });
        await().untilAsserted(() -> assertThat(left("not")).isEqualTo(FRONTS.size()));
        assertThat(left("to_the_end")).isZero();
        FRONTS.forEach(this::assertRefused);
    }

    /** Each has a user of its own. */
    private SseClient ask(Front front) {
        SseClient stream = front.ask(Conversation.at(url.getPort()), "Hi");
        String event = stream.nextEvent();
        while (!event.contains("one ")) {
            event = stream.nextEvent();
        }
        return stream;
    }

    private void assertRefused(Front front) {
        try (SseClient refused = front.ask(Conversation.at(url.getPort()), "Hi")) {
            assertThat(refused.status()).isEqualTo(503);
            assertThat(front.codeOf(refused.rawBody())).isEqualTo("shutting_down");
        }
    }

    private double left(String stayed) {
        Counter counter =
                metrics.find("runnel.viewers.left").tag("stayed", stayed).counter();
        return counter == null ? 0 : counter.count();
    }
}
