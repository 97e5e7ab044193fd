package dev.runnel.ledger.shared;

import static org.awaitility.Awaitility.await;

import com.github.benmanes.caffeine.cache.Ticker;
import dev.runnel.ReplyEvent;
import dev.runnel.SequencedEvent;
import dev.runnel.ledger.Durability;
import dev.runnel.ledger.EventLog;
import dev.runnel.ledger.EventLogFixture;
import dev.runnel.ledger.LedgerConfig;
import dev.runnel.ledger.Opening;
import dev.runnel.ledger.ReplyHeader;
import dev.runnel.ledger.ReplyLog;
import dev.runnel.ledger.Takeover;
import dev.runnel.redis.RedisLink;
import dev.runnel.redis.TestRedis;
import io.smallrye.mutiny.helpers.test.AssertSubscriber;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;

/** Pods whose viewers see what Redis has. The first pod writes the replies' own streams late. */
abstract class DurablePods extends EventLogFixture {

    private static final Duration LEASE = Duration.ofSeconds(1);
    /** So few commands that the replies' own streams lag far behind. */
    private static final int FEW_COMMANDS = 1;

    final TestRedis redis = TestRedis.start();
    private final Vertx vertx = Vertx.vertx();
    final RedisLink hereLink = redis.patientLink();
    private final List<RedisPod> pods = new ArrayList<>();
    final RedisPod here = pod(hereLink, Durability.LOGGED, FEW_COMMANDS);

    final RedisPod pod(RedisLink link, Durability durability, int commands) {
        LedgerConfig config =
                new Config(RETENTION, SLOW, 1_000_000, LEASE, commands, Duration.ofMinutes(5), durability);
        RedisPod pod = new RedisPod(link, config, Ticker.systemTicker(), vertx);
        pods.add(pod);
        return pod;
    }

    final RedisPod another() {
        return pod(redis.patientLink(), Durability.LOGGED, 100_000);
    }

    @Override
    protected EventLog eventLog(LedgerConfig config) {
        return here.log;
    }

    @Override
    protected void advance(Duration time) {
        throw new AssertionError("time is real here");
    }

    @AfterEach
    void close() {
        pods.forEach(RedisPod::close);
        vertx.close().toCompletionStage().toCompletableFuture().join();
        redis.close();
    }

    static ReplyLog openAt(RedisPod pod, ReplyHeader reply) {
        Opening opening = pod.log.open(reply, Optional.empty()).await().atMost(PATIENCE);
        return ((Opening.Opened) opening).log();
    }

    static AssertSubscriber<SequencedEvent> viewAt(RedisPod pod, ReplyHeader reply) {
        return pod.log.follow(reply.reply(), -1).subscribe().withSubscriber(AssertSubscriber.create(Long.MAX_VALUE));
    }

    static String text(List<SequencedEvent> events) {
        return events.stream()
                .filter(event -> event.event() instanceof ReplyEvent.Chunk)
                .map(event -> ((ReplyEvent.Chunk) event.event()).content())
                .collect(Collectors.joining());
    }

    final void kill(RedisPod pod, RedisLink link) {
        pod.close();
        redis.cutOff(link);
    }

    static Takeover takenOver(RedisPod pod, ReplyHeader reply) {
        return await().atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(5))
                .until(() -> pod.log.takeOver(reply.reply()).await().atMost(PATIENCE), Optional::isPresent)
                .orElseThrow();
    }
}
