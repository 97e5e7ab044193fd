package dev.runnel.limit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.runnel.testing.Conversation;
import dev.runnel.testing.Dialect;
import dev.runnel.testing.OneProvider;
import dev.runnel.testing.ProviderSuite;
import dev.runnel.testing.Script;
import dev.runnel.testing.SseClient;
import dev.runnel.testing.SseEvents;
import io.netty.channel.EventLoopGroup;
import io.netty.util.concurrent.ScheduledFuture;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.RestAssured;
import io.vertx.core.Vertx;
import io.vertx.core.impl.VertxInternal;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A pod whose event loops have more to do than they can do begins nothing more, and one that has paused does. */
@QuarkusTest
@TestProfile(OverloadTest.Profile.class)
class OverloadTest extends ProviderSuite {

    public static final class Profile extends OneProvider {
        public Profile() {
            super("openai", Map.of("runnel.limit.loop-lag", "1s"));
        }
    }

    private static final Duration LATE = Duration.ofMillis(500);
    private static final Duration PAUSE = Duration.ofMillis(300);
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final Pattern LAG = Pattern.compile("(?m)^runnel_loop_lag_seconds (\\S+)$");

    @Inject
    Vertx vertx;

    private final List<ScheduledFuture<?>> work = new ArrayList<>();

    @Override
    protected Dialect dialect() {
        return Dialect.OPENAI;
    }

    @BeforeEach
    void warm_up() {
        provider().byDefault(Script.reply("Hello"));
        await().atMost(PATIENCE).until(() -> statusOfStream() == 200);
    }

    @AfterEach
    void calm_down() {
        work.forEach(one -> one.cancel(false));
    }

    @Test
    void a_pod_that_is_behind_refuses_both_kinds_and_says_when_to_come_back() {
        int asked = provider().requests().size();
        keepLoopsBusy();
        await().atMost(PATIENCE).until(() -> statusOfStream() == 503);
        int begun = provider().requests().size();
        try (SseClient stream = conversation.stream("Hi");
                SseClient whole = conversation.whole("Hi")) {
            assertOverloaded(stream, SseEvents.of(stream).terminal());
            assertOverloaded(whole, Conversation.json(whole.rawBody()));
        }
        assertThat(provider().requests()).hasSize(begun);
        calm_down();
        await().atMost(PATIENCE).until(() -> statusOfStream() == 200);
        assertThat(provider().requests()).hasSizeGreaterThan(asked);
        assertThat(lagSeconds()).isBetween(0.3, 60.0);
    }

    @Test
    void a_single_pause_refuses_nobody() {
        loops().forEach(loop -> loop.execute(() -> hold(PAUSE)));
        assertThat(statusOfStream()).isEqualTo(200);
    }

    private void assertOverloaded(SseClient client, JsonNode error) {
        assertThat(client.status()).isEqualTo(503);
        assertThat(error.path("code").asText()).isEqualTo("overloaded");
        assertThat(error.path("retry_after").asInt()).isBetween(1, 11);
        assertThat(client.header("Retry-After"))
                .hasValue(error.path("retry_after").asText());
    }

    private int statusOfStream() {
        try (SseClient client = conversation.stream("Hi")) {
            client.rawBody();
            return client.status();
        }
    }

    private static double lagSeconds() {
        return LAG.matcher(RestAssured.get("/q/metrics").asString())
                .results()
                .mapToDouble(sample -> Double.parseDouble(sample.group(1)))
                .sum();
    }

    private void keepLoopsBusy() {
        loops().forEach(loop -> work.add(loop.scheduleWithFixedDelay(() -> hold(LATE), 0, 1, TimeUnit.MILLISECONDS)));
    }

    private EventLoopGroup loops() {
        return ((VertxInternal) vertx).getEventLoopGroup();
    }

    private static void hold(Duration time) {
        try {
            new CountDownLatch(1).await(time.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
