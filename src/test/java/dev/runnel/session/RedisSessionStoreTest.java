package dev.runnel.session;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.runnel.Correction;
import dev.runnel.Message;
import dev.runnel.ReplyId;
import dev.runnel.SessionId;
import dev.runnel.TurnPlace;
import dev.runnel.UserId;
import dev.runnel.redis.RedisLink;
import dev.runnel.redis.TestRedis;
import io.vertx.mutiny.redis.client.Command;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

class RedisSessionStoreTest extends SessionHistoryContract {

    private static final UserId CARL = new UserId("carl");
    private static final SessionId SESSION = new SessionId("s:1");
    private static final Keeping CONFIG = keeping(Duration.ofHours(1), 4, 1_000, 1_000_000);

    @AutoClose
    private static final TestRedis redis = TestRedis.start();

    private static final RedisLink link = redis.patientLink();

    @Override
    SessionStore store(Keeping keeping) {
        return new RedisSessionStore(link, keeping);
    }

    @Override
    void advance(Duration time) {
        redis.advance(time);
    }

    @Test
    void a_conversation_goes_on_at_another_pod() {
        redis.ask(Command.FLUSHALL);
        SessionStore other = new RedisSessionStore(redis.patientLink(), CONFIG);
        append(store(CONFIG), CARL, SESSION, turn("1"));
        append(other, CARL, SESSION, turn("2"));
        assertThat(messages(store(CONFIG), CARL, SESSION)).isEqualTo(joined(turn("1"), turn("2")));
    }

    @Test
    void the_key_expires_and_is_in_its_users_slot() {
        redis.ask(Command.FLUSHALL);
        append(store(CONFIG), CARL, SESSION, turn("1"));
        assertThat(redis.keys())
                .containsExactlyInAnyOrder(
                        "runnel:{carl}:session:s:1", "runnel:{carl}:sessions", "runnel:{carl}:sizes");
        assertThat(timeToLive("runnel:{carl}:session:s:1"))
                .isPositive()
                .isLessThanOrEqualTo(CONFIG.ttl().toMillis());
        assertThat(timeToLive("runnel:{carl}:sessions"))
                .as("the index outlives what it lists")
                .isGreaterThan(CONFIG.ttl().toMillis());
    }

    @Test
    void old_turns_have_a_key_of_their_own_which_expires_too_and_is_erased() {
        redis.ask(Command.FLUSHALL);
        SessionStore all = store(new Keeping(Duration.ofHours(1), 4, true, 1_000_000, 1_000, 1_000_000));
        for (int i = 0; i < 5; i++) {
            append(all, CARL, SESSION, turn("" + i));
        }
        assertThat(timeToLive("runnel:{carl}:archive:s:1"))
                .isPositive()
                .isLessThanOrEqualTo(CONFIG.ttl().toMillis());
        all.eraseAll(CARL).await().atMost(PATIENCE);
        assertThat(redis.keys()).noneMatch(key -> key.contains("carl}:archive") || key.contains("carl}:session:"));
    }

    private static long timeToLive(String key) {
        return Long.parseLong(redis.ask(Command.PTTL, key));
    }

    @Test
    void a_turn_and_what_was_understood_of_it_cost_few_commands() {
        redis.ask(Command.FLUSHALL);
        SessionStore store = store(CONFIG);
        append(store, CARL, SESSION, turn("1"));
        redis.forgetCalls();
        load(store, CARL, SESSION);
        append(store, CARL, SESSION, new Turn(ReplyId.random(), turn("2")), Optional.of(ROME));
        Map<String, Integer> calls = redis.calls();
        assertThat(calls.keySet()).contains("hgetall", "evalsha", "hmget", "hset", "pexpire");
        calls.keySet().removeAll(List.of("ping", "info", "config", "hello"));
        assertThat(calls.values().stream().mapToInt(Integer::intValue).sum()).isEqualTo(5);
    }

    @Test
    void what_is_no_message_is_passed_over() {
        redis.ask(Command.FLUSHALL);
        SessionStore store = store(CONFIG);
        append(store, CARL, SESSION, turn("1"));
        String key = "runnel:{carl}:session:s:1";
        redis.ask(Command.HSET, key, "order", redis.ask(Command.HGET, key, "order") + " a/2 b/x c {/2 d/1 e/1 f/1");
        redis.ask(Command.HSET, key, "turn:a", "no json", "turn:b", "[]", "turn:c", "{\"role\":\"USER\"}");
        redis.ask(Command.HSET, key, "turn:d", "[{\"role\":\"ROBOT\",\"text\":\"x\"}]", "context", "[", "covers", "x");
        assertThat(messages(store, CARL, SESSION)).isEqualTo(turn("1"));
    }

    /** It knows a status by its name, drops a turn of which it does not, and passes over other fields. */
    @Test
    void a_pod_of_the_version_before_reads_an_answer_that_ended_at_a_cap_as_a_stopped_one() throws IOException {
        redis.ask(Command.FLUSHALL);
        Message limited = Message.assistant("too much", Message.Status.LIMIT);
        append(store(CONFIG), CARL, SESSION, new Turn(new ReplyId("r"), List.of(Message.user("go on"), limited)));

        String stored = redis.ask(Command.HGET, "runnel:{carl}:session:s:1", "turn:r");

        assertThat(new ObjectMapper().readTree(stored)).isEqualTo(new ObjectMapper().readTree("""
                        [{"role": "USER", "text": "go on", "status": "COMPLETE"},
                        {"role": "ASSISTANT", "text": "too much", "status": "STOPPED", "reason": "limit"}]
                        """));
    }

    /** It passes over what the user said in between, and has one text. */
    @Test
    void a_pod_of_the_version_before_reads_an_answer_that_was_steered_as_one_text() throws IOException {
        redis.ask(Command.FLUSHALL);
        Message steered =
                Message.assistant("five. four", Message.Status.COMPLETE, List.of(new Correction(6, "in euros")));
        append(store(CONFIG), CARL, SESSION, new Turn(new ReplyId("r"), List.of(Message.user("price?"), steered)));

        String stored = redis.ask(Command.HGET, "runnel:{carl}:session:s:1", "turn:r");

        assertThat(new ObjectMapper().readTree(stored)).isEqualTo(new ObjectMapper().readTree("""
                        [{"role": "USER", "text": "price?", "status": "COMPLETE"},
                        {"role": "ASSISTANT", "text": "five. four", "status": "COMPLETE",
                        "steering": [{"after": 6, "message": "in euros"}]}]
                        """));
    }

    @Test
    void a_stopped_answer_of_the_version_before_and_one_for_an_unknown_reason_stay_stopped() {
        redis.ask(Command.FLUSHALL);
        String stopped = "{\"role\":\"ASSISTANT\",\"text\":\"half\",\"status\":\"STOPPED\"";
        redis.ask(Command.HSET, "runnel:{carl}:session:s:1", "title", "go on", "order", " a/1 b/1");
        redis.ask(Command.HSET, "runnel:{carl}:session:s:1", "turn:a", "[" + stopped + "}]");
        redis.ask(Command.HSET, "runnel:{carl}:session:s:1", "turn:b", "[" + stopped + ",\"reason\":\"whim\"}]");

        assertThat(messages(store(CONFIG), CARL, SESSION))
                .hasSize(2)
                .containsOnly(Message.assistant("half", Message.Status.STOPPED));
    }

    /** As long as nobody makes a branch, it finds exactly what it would have written itself. */
    @Test
    void a_conversation_without_branches_has_no_field_that_the_version_before_did_not_know() {
        redis.ask(Command.FLUSHALL);
        append(store(CONFIG), CARL, SESSION, turn("1"));
        append(store(CONFIG), CARL, SESSION, turn("2"));
        String fields = redis.ask(Command.HKEYS, "runnel:{carl}:session:s:1");
        assertThat(fields).doesNotContain("parent", "leaf", "was", "upto");
    }

    @Test
    void a_turn_that_a_pod_of_the_version_before_adds_follows_the_branch_that_was_chosen() {
        redis.ask(Command.FLUSHALL);
        String key = "runnel:{carl}:session:s:1";
        SessionStore store = store(keeping(Duration.ofHours(1), 40, 1_000, 1_000_000));
        append(store, CARL, SESSION, new Turn(new ReplyId("a"), turn("a")));
        append(store, CARL, SESSION, new Turn(new ReplyId("b"), turn("b")).at(TurnPlace.FIRST));
        store.choose(CARL, SESSION, new ReplyId("a")).await().atMost(PATIENCE);
        redis.ask(Command.HSET, key, "order", redis.ask(Command.HGET, key, "order") + " c/1");
        redis.ask(Command.HSET, key, "turn:c", "[{\"role\":\"USER\",\"text\":\"c\",\"status\":\"COMPLETE\"}]");

        List<Message> before = joined(turn("a"), List.of(Message.user("c")));
        assertThat(messages(store, CARL, SESSION)).isEqualTo(before);
        append(store, CARL, SESSION, new Turn(new ReplyId("d"), turn("d")));
        assertThat(messages(store, CARL, SESSION)).isEqualTo(joined(before, turn("d")));
    }

    @Test
    void a_key_of_another_type_breaks_no_conversation() {
        redis.ask(Command.FLUSHALL);
        redis.ask(Command.SET, "runnel:{carl}:session:s:1", "x");
        SessionStore store = store(CONFIG);
        append(store, CARL, SESSION, turn("1"));
        assertThat(messages(store, CARL, SESSION)).isEqualTo(turn("1"));
        assertThat(messages(store(CONFIG), CARL, SESSION)).isEqualTo(turn("1"));
    }
}
