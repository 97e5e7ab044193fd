package dev.runnel.ledger.shared;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.github.benmanes.caffeine.cache.Ticker;
import dev.runnel.IdempotencyKey;
import dev.runnel.ReplyEvent;
import dev.runnel.ReplyId;
import dev.runnel.SessionId;
import dev.runnel.UserId;
import dev.runnel.ledger.Durability;
import dev.runnel.ledger.EventLog;
import dev.runnel.ledger.EventLogFixture;
import dev.runnel.ledger.LedgerConfig;
import dev.runnel.ledger.Opening;
import dev.runnel.ledger.ReplyHeader;
import dev.runnel.ledger.ReplyLog;
import dev.runnel.redis.RedisAwayException;
import dev.runnel.redis.RedisLink;
import dev.runnel.redis.TestRedis;
import dev.runnel.testing.BesideTheApplication;
import io.smallrye.mutiny.Multi;
import io.vertx.core.Vertx;
import io.vertx.mutiny.redis.client.Command;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A thousand replies run while Redis is away, and are all there again when it is back. */
@BesideTheApplication
class OutageTest extends EventLogFixture {

    private static final int REPLIES = 1_000;
    /** The default number of commands per second: catching up after an outage must not need more. */
    private static final int COMMANDS = 500;

    private static final int AT_ONCE = 100;

    private static final Duration RETURN = Duration.ofSeconds(30);

    private final TestRedis redis = TestRedis.start();
    private final Vertx vertx = Vertx.vertx();
    private final RedisLink link = redis.link();
    private final StoredReplies others = new StoredReplies(redis.patientLink());
    private final RedisPod pod = pod(link);
    private final Map<ReplyHeader, ReplyLog> replies = new HashMap<>();

    private RedisPod pod(RedisLink link) {
        LedgerConfig config = new Config(
                RETENTION, SLOW, 1_000_000, Duration.ofSeconds(5), COMMANDS, Duration.ofMinutes(5), Durability.LOGGED);
        return new RedisPod(link, config, Ticker.systemTicker(), vertx);
    }

    @Override
    protected EventLog eventLog(LedgerConfig config) {
        return pod.log;
    }

    @Override
    protected void advance(Duration time) {
        throw new AssertionError("time is real here");
    }

    @BeforeEach
    void a_thousand_replies_run() {
        IntStream.range(0, REPLIES).forEach(i -> open(reply(), Optional.empty()));
        allSay("before");
        awaitAllInRedis("before");
    }

    private void open(ReplyHeader reply, Optional<IdempotencyKey> key) {
        Opening opening = pod.log.open(reply, key).await().atMost(PATIENCE);
        replies.put(reply, ((Opening.Opened) opening).log());
    }

    @AfterEach
    void close() {
        pod.close();
        vertx.close().toCompletionStage().toCompletableFuture().join();
        redis.close();
    }

    @Test
    void a_redis_that_restarts_empty_gets_all_replies_again() {
        redis.kill();
        await().atMost(RETURN).until(() -> link.state() == RedisLink.State.DEGRADED);
        allSay(" meanwhile");
        redis.restart();

        assertAllIsAsBefore();
    }

    @Test
    void a_redis_that_restarts_empty_gets_ended_replies_and_their_keys_again_and_none_that_was_erased() {
        ReplyHeader erased = replies.keySet().iterator().next();
        ReplyHeader named = new ReplyHeader(ReplyId.random(), new UserId("bob"), SessionId.random(), "question");
        IdempotencyKey key = new IdempotencyKey("key");
        open(named, Optional.of(key));
        allEnd();
        ReplyHeader running = new ReplyHeader(ReplyId.random(), named.user(), named.session(), "next");
        open(running, Optional.empty());
        pod.log.erase(erased.user(), Optional.of(erased.session())).await().atMost(PATIENCE);

        redis.kill();
        await().atMost(RETURN).until(() -> link.state() == RedisLink.State.DEGRADED);
        redis.restart();

        await().atMost(RETURN)
                .ignoreExceptionsInstanceOf(RedisAwayException.class)
                .until(() -> endedInRedis() == REPLIES);
        assertThat(redis.ask(Command.GET, Keys.request(named.user(), key)))
                .isEqualTo(named.reply().value());
        assertThat(running(named.user(), named.session())).contains(running.reply());
        assertThat(others.read(erased.reply()).await().atMost(PATIENCE)).isEqualTo(StoredReplies.Content.NONE);
    }

    @Test
    void a_redis_that_was_only_paused_gets_what_was_appended_meanwhile() {
        redis.pause();
        await().atMost(RETURN).until(() -> link.state() == RedisLink.State.DEGRADED);
        allSay(" meanwhile");
        redis.resume();

        assertAllIsAsBefore();
    }

    private void assertAllIsAsBefore() {
        await().atMost(RETURN).until(() -> link.state() == RedisLink.State.UP);
        awaitAllInRedis("before meanwhile");
        await().atMost(RETURN).until(() -> pod.log.durability() == Durability.LOGGED);
        allSay(" after");
        awaitAllInRedis("before meanwhile after");
    }

    private void allSay(String word) {
        replies.values().forEach(reply -> reply.append(chunk(word)));
    }

    /** As another pod finds it. */
    private Optional<ReplyId> running(UserId user, SessionId session) {
        try (RedisPod other = pod(redis.patientLink())) {
            return other.log.running(user, session).await().atMost(PATIENCE);
        }
    }

    private void allEnd() {
        replies.forEach((header, reply) -> reply.append(complete(header)));
        await().atMost(RETURN).until(() -> endedInRedis() == replies.size());
    }

    private long endedInRedis() {
        return contents().stream().filter(StoredReplies.Content::ended).count();
    }

    private void awaitAllInRedis(String text) {
        await().atMost(RETURN)
                .pollInterval(Duration.ofMillis(50))
                // The reader has its own connection, which also has to come back.
                .ignoreExceptionsInstanceOf(RedisAwayException.class)
                .untilAsserted(() -> assertThat(stored()).isEqualTo(Map.of(text, (long) REPLIES)));
    }

    /** As another pod reads it: which texts there are in Redis, and how many replies have each. */
    private Map<String, Long> stored() {
        return contents().stream().collect(Collectors.groupingBy(OutageTest::text, Collectors.counting()));
    }

    private List<StoredReplies.Content> contents() {
        return Multi.createFrom()
                .iterable(replies.keySet())
                .onItem()
                .transformToUni(reply -> others.read(reply.reply()))
                .merge(AT_ONCE)
                .collect()
                .asList()
                .await()
                .atMost(RETURN);
    }

    private static String text(StoredReplies.Content content) {
        return content.events().stream()
                .map(event -> ((ReplyEvent.Chunk) event.event()).content())
                .collect(Collectors.joining());
    }
}
