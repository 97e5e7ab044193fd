package dev.runnel.session;

import static dev.runnel.session.SessionStoreContract.append;
import static dev.runnel.session.SessionStoreContract.joined;
import static dev.runnel.session.SessionStoreContract.messages;
import static dev.runnel.session.SessionStoreContract.turn;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.runnel.SessionId;
import dev.runnel.UserId;
import dev.runnel.redis.RedisLink;
import dev.runnel.redis.TestRedis;
import io.vertx.mutiny.redis.client.Command;
import java.time.Duration;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** The memory of conversations while Redis comes and goes. */
class RedisAwaySessionStoreTest {

    private static final Duration BACK = Duration.ofSeconds(2);
    private static final Keeping CONFIG = SessionStoreContract.keeping(Duration.ofHours(1), 10, 1_000, 1_000_000);
    private static final String KEY = "runnel:{carl}:session:s";

    @AutoClose
    private final TestRedis redis = TestRedis.start();

    private final RedisLink link = redis.link();
    private final SessionStore store = new RedisSessionStore(link, CONFIG);
    private final UserId carl = new UserId("carl");
    private final SessionId session = new SessionId("s");

    @Test
    void while_redis_is_silent_this_process_remembers_and_nobody_waits() {
        append(store, carl, session, turn("1"));
        redis.pause();
        long start = System.nanoTime();
        append(store, carl, session, turn("2"));
        append(store, carl, session, turn("3"));
        assertThat(messages(store, carl, session)).isEqualTo(joined(joined(turn("1"), turn("2")), turn("3")));
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofMillis(200));
        redis.resume();
    }

    /** The first of these turns is sent, and arrives after its sender gave up. */
    @Test
    void turns_said_meanwhile_are_told_once_when_redis_is_back() {
        append(store, carl, session, turn("1"));
        redis.pause();
        append(store, carl, session, turn("2"));
        append(store, carl, session, turn("3"));
        redis.resume();
        comesBack();
        await().atMost(BACK).until(() -> kept().split(" ").length == 3);
        assertThat(messages(store, carl, session)).isEqualTo(joined(joined(turn("1"), turn("2")), turn("3")));
        SessionStore other = new RedisSessionStore(redis.link(), CONFIG);
        assertThat(messages(other, carl, session)).isEqualTo(messages(store, carl, session));
    }

    @Test
    void a_session_that_another_pod_wrote_is_remembered_as_it_was_last_seen() {
        SessionStore other = new RedisSessionStore(redis.link(), CONFIG);
        append(other, carl, session, turn("1"));
        assertThat(messages(store, carl, session)).isEqualTo(turn("1"));
        redis.kill();
        assertThat(messages(store, carl, session)).isEqualTo(turn("1"));
    }

    @Test
    void what_was_never_seen_here_may_exist_all_the_same() {
        assertThat(store.isCertain()).isTrue();
        redis.kill();
        assertThat(messages(store, carl, session)).isEmpty();
        assertThat(store.isCertain()).isFalse();
    }

    @Test
    void a_redis_that_forgot_everything_serves_on() {
        append(store, carl, session, turn("1"));
        redis.kill();
        append(store, carl, session, turn("2"));
        redis.restart();
        comesBack();
        assertThat(messages(store, carl, session)).isEqualTo(turn("2"));
        append(store, carl, session, turn("3"));
        assertThat(messages(store, carl, session)).isEqualTo(joined(turn("2"), turn("3")));
    }

    private void comesBack() {
        await().atMost(BACK).until(() -> link.state() == RedisLink.State.UP);
    }

    private String kept() {
        return redis.ask(Command.HGET, KEY, "order").strip();
    }
}
