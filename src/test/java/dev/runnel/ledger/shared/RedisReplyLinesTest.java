package dev.runnel.ledger.shared;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.runnel.FailureException;
import dev.runnel.ReplyId;
import dev.runnel.SessionId;
import dev.runnel.UserId;
import dev.runnel.When;
import dev.runnel.ledger.ReplyLine;
import dev.runnel.ledger.ReplyLines;
import dev.runnel.ledger.ReplyLinesContract;
import dev.runnel.redis.TestRedis;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** Lines in Redis: order and number are the same for all pods, and a pod that is alone goes on for itself. */
class RedisReplyLinesTest extends ReplyLinesContract {

    private static final Duration TTL = Duration.ofMinutes(45);
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final UserId ANN = new UserId("ann");
    private static final SessionId SESSION = new SessionId("s");

    @AutoClose
    private static final TestRedis redis = TestRedis.start();

    @Override
    protected ReplyLines onePod() {
        return pod();
    }

    @Override
    protected ReplyLines otherPod() {
        return pod();
    }

    private static ReplyLines pod() {
        return new RedisReplyLines(redis.patientLink(), TTL, reply -> true);
    }

    @Test
    void however_often_a_line_is_looked_at_while_redis_is_away_what_was_done_is_done_afterwards() {
        try (TestRedis own = TestRedis.start()) {
            ReplyLines here = new RedisReplyLines(own.link(), TTL, reply -> true);
            own.kill();
            enter(here, "a");
            for (int i = 0; i < 100; i++) {
                here.look(ANN, SESSION).await().atMost(PATIENCE);
            }
            own.restart();
            ReplyLines there = new RedisReplyLines(own.patientLink(), TTL, reply -> true);
            await().atMost(PATIENCE).until(() -> there.look(ANN, SESSION)
                    .await()
                    .atMost(PATIENCE)
                    .running()
                    .contains(new ReplyId("a")));
        }
    }

    @Test
    void while_redis_is_away_a_line_goes_on_here_and_others_see_it_afterwards() {
        try (TestRedis own = TestRedis.start()) {
            ReplyLines here = new RedisReplyLines(own.link(), TTL, reply -> true);
            enter(here, "a");
            own.kill();
            assertThat(enter(here, "b").waiting()).hasSize(1);
            ReplyLine alone = here.change(
                            ANN, SESSION, line -> line.without(new ReplyId("a")).beginning(new ReplyId("b")))
                    .await()
                    .atMost(PATIENCE);
            assertThat(alone.running()).containsExactly(new ReplyId("b"));
            own.restart();
            ReplyLines there = new RedisReplyLines(own.patientLink(), TTL, reply -> true);
            await().atMost(PATIENCE).until(() -> there.look(ANN, SESSION)
                    .await()
                    .atMost(PATIENCE)
                    .running()
                    .contains(new ReplyId("b")));
        }
    }

    @Test
    void while_redis_is_away_nobody_waits_for_another_pod_however_new_its_reply_is() {
        try (TestRedis own = TestRedis.start()) {
            ReplyLines here = new RedisReplyLines(own.link(), TTL, reply -> false);
            ReplyLines there = new RedisReplyLines(own.patientLink(), TTL, new ReplyId("theirs")::equals);
            enter(there, "theirs");
            assertThat(enter(here, "waits").running()).containsExactly(new ReplyId("theirs"));
            own.kill();
            assertThat(here.look(ANN, SESSION).await().atMost(PATIENCE).places())
                    .extracting(ReplyLine.Place::reply)
                    .containsExactly(new ReplyId("waits"));
        }
    }

    @Test
    void while_redis_is_away_a_line_that_is_full_is_so_too() {
        try (TestRedis own = TestRedis.start()) {
            ReplyLines here = new RedisReplyLines(own.link(), TTL, reply -> true);
            own.kill();
            for (String name : List.of("a", "b", "c", "d", "e", "f")) {
                enter(here, name);
            }
            assertThatThrownBy(() -> enter(here, "g"))
                    .isInstanceOf(FailureException.class)
                    .hasMessage("queue_full");
        }
    }

    @Test
    void while_redis_is_away_only_the_messages_of_this_pod_can_be_withdrawn() {
        try (TestRedis own = TestRedis.start()) {
            ReplyLines here = new RedisReplyLines(own.link(), TTL, new ReplyId("mine")::equals);
            ReplyLines there = new RedisReplyLines(own.patientLink(), TTL, new ReplyId("theirs")::equals);
            enter(here, "a");
            enter(there, "theirs");
            enter(here, "mine");
            own.kill();
            assertThat(withdraw(here, "mine").stateOf(new ReplyId("mine"))).hasValue(ReplyLine.State.WITHDRAWN);
            assertThatThrownBy(() -> withdraw(here, "theirs"))
                    .isInstanceOf(FailureException.class)
                    .hasMessage("session_unreachable");
        }
    }

    @Test
    void what_runs_is_in_its_line_again_when_redis_comes_back_empty() {
        try (TestRedis own = TestRedis.start()) {
            ReplyLines here = new RedisReplyLines(own.link(), TTL, reply -> true);
            enter(here, "a");
            own.kill();
            own.restart();
            ReplyLines there = new RedisReplyLines(own.patientLink(), TTL, reply -> true);
            await().atMost(PATIENCE)
                    .until(() -> there.lookAtAll(ANN).await().atMost(PATIENCE).containsKey(SESSION));
            assertThat(enter(there, "b").running()).containsExactly(new ReplyId("a"));
        }
    }

    @Test
    void what_another_application_or_a_newer_version_has_written_harms_nobody() {
        assertThat(LineJson.read("{}")).isEqualTo(ReplyLine.EMPTY);
        assertThat(LineJson.read("no json")).isEqualTo(ReplyLine.EMPTY);
        ReplyLine newer = LineJson.read(
                "[{\"r\":\"a\",\"s\":\"dreaming\",\"x\":1,\"t\":5},{\"r\":\"no id\"},{\"r\":\"b\",\"s\":\"running\"}]");
        assertThat(newer.running()).containsExactly(new ReplyId("b"));
        assertThat(newer.waiting()).hasSize(1);
        assertThat(LineJson.read(LineJson.write(newer))).isEqualTo(newer);
    }

    private static ReplyLine withdraw(ReplyLines lines, String name) {
        ReplyId reply = new ReplyId(name);
        return lines.changeWaiting(ANN, SESSION, reply, line -> line.withdrawn(List.of(reply)))
                .await()
                .atMost(PATIENCE);
    }

    private static ReplyLine enter(ReplyLines lines, String name) {
        ReplyLine.Place place = new ReplyLine.Place(
                new ReplyId(name), ReplyLine.State.of(When.QUEUE), "question", System.currentTimeMillis());
        return lines.change(ANN, SESSION, line -> line.entered(place, 5))
                .await()
                .atMost(PATIENCE);
    }
}
