package dev.runnel.ledger.shared;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.runnel.FailureCode;
import dev.runnel.ReplyEvent;
import dev.runnel.ReplyId;
import dev.runnel.SequencedEvent;
import dev.runnel.UserId;
import dev.runnel.ledger.ReplyHeader;
import dev.runnel.ledger.ReplyLog;
import dev.runnel.redis.TestRedis;
import dev.runnel.testing.BesideTheApplication;
import io.micrometer.core.instrument.Metrics;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.smallrye.mutiny.helpers.test.AssertSubscriber;
import io.vertx.mutiny.redis.client.Command;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Data in Redis may be damaged, or written by a newer version. No other reply may suffer from it. */
@BesideTheApplication
class UnreadableLogsTest extends TwoPods {

    UnreadableLogsTest() {
        super(TestRedis.start(), false);
    }

    private AssertSubscriber<SequencedEvent> viewThere(ReplyHeader reply) {
        return there.log.follow(reply.reply(), -1).subscribe().withSubscriber(AssertSubscriber.create(Long.MAX_VALUE));
    }

    /** A running reply with its first event, and somebody who follows it on the other pod. */
    private record Followed(ReplyHeader header, ReplyLog writer, AssertSubscriber<SequencedEvent> viewer) {}

    private Followed followed() {
        ReplyHeader reply = reply();
        ReplyLog writer = open(reply);
        writer.append(processing(reply));
        AssertSubscriber<SequencedEvent> viewer = viewThere(reply);
        viewer.awaitItems(1, PATIENCE);
        return new Followed(reply, writer, viewer);
    }

    private void add(ReplyHeader reply, String id, String... fields) {
        String[] command = new String[2 + fields.length];
        command[0] = Keys.log(reply.reply());
        command[1] = id;
        System.arraycopy(fields, 0, command, 2, fields.length);
        redis.ask(Command.XADD, command);
    }

    private static FailureCode failure(SequencedEvent event) {
        return ((ReplyEvent.Failed) event.event()).failure().code();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "garbage",
                "[",
                "[]",
                "{}",
                "null",
                "7",
                "[7]",
                "[{\"seq\":1}]",
                "[{\"type\":\"chunk\",\"content\":\"x\"}]",
                "[{\"type\":\"chunk\",\"content\":\"x\",\"seq\":\"1\"}]",
                "[{\"type\":\"chunk\",\"content\":\"x\",\"seq\":99}]",
                "[{\"type\":\"chunk\",\"content\":\"x\",\"seq\":0}]",
                "[{\"type\":\"status\",\"status\":\"waiting\",\"reply_id\":\"{}\",\"seq\":1}]"
            })
    void an_entry_that_cannot_be_read_ends_that_reply_and_keeps_no_other_waiting(String entry) {
        Followed spoilt = followed();
        Followed other = followed();

        add(spoilt.header(), "1-7", "e", entry);

        spoilt.viewer().awaitCompletion(PATIENCE);
        assertThat(failure(spoilt.viewer().getItems().getLast())).isEqualTo(FailureCode.INTERNAL_ERROR);
        other.writer().append(chunk("on"));
        other.viewer().awaitItems(2, PATIENCE);
        other.writer().append(complete(other.header()));
        assertThat(other.viewer().awaitCompletion(PATIENCE).getItems()).hasSize(3);
    }

    @Test
    void a_reply_that_cannot_be_read_is_counted_once_however_many_viewers_it_has() {
        SimpleMeterRegistry metrics = new SimpleMeterRegistry();
        Metrics.addRegistry(metrics);
        try {
            Followed spoilt = followed();
            AssertSubscriber<SequencedEvent> second = viewThere(spoilt.header());
            second.awaitItems(1, PATIENCE);

            add(spoilt.header(), "1-7", "e", "garbage");

            spoilt.viewer().awaitCompletion(PATIENCE);
            second.awaitCompletion(PATIENCE);
            assertThat(metrics.counter("runnel.ledger.unreadable").count()).isEqualTo(1);
        } finally {
            Metrics.removeRegistry(metrics);
        }
    }

    @Test
    void something_else_in_the_place_of_a_log_ends_that_reply_and_keeps_no_other_waiting() {
        Followed spoilt = followed();
        Followed other = followed();
        String key = Keys.log(spoilt.header().reply());

        redis.ask(Command.DEL, key);
        redis.ask(Command.SET, key, "something else");

        spoilt.viewer().awaitCompletion(PATIENCE);
        assertThat(failure(spoilt.viewer().getItems().getLast())).isEqualTo(FailureCode.INTERNAL_ERROR);
        other.writer().append(complete(other.header()));
        assertThat(other.viewer().awaitCompletion(PATIENCE).getItems()).hasSize(2);
    }

    @Test
    void what_a_newer_version_writes_keeps_its_place_and_the_reply_goes_on() {
        Followed reply = followed();

        add(reply.header(), "2-1", "e", "[{\"type\":\"tool\",\"name\":\"search\",\"seq\":1}]");
        add(reply.header(), "3-1", "e", "[{\"type\":\"status\",\"status\":\"pondering\",\"seq\":2}]");
        add(reply.header(), "4-1", "e", "[{\"type\":\"chunk\",\"content\":\"Hi\",\"mood\":\"good\",\"seq\":3}]");
        add(
                reply.header(),
                "5-1",
                "e",
                "[{\"type\":\"error\",\"code\":\"too_windy\",\"message\":\"Wind.\",\"retry_after\":3,\"seq\":4}]",
                "t",
                "1");

        List<SequencedEvent> events = reply.viewer().awaitCompletion(PATIENCE).getItems();
        assertThat(events).extracting(SequencedEvent::seq).containsExactly(0L, 1L, 2L, 3L, 4L);
        assertThat(events.subList(1, 3)).allSatisfy(event -> assertThat(((ReplyEvent.Progress) event.event()).stage())
                .isEqualTo(ReplyEvent.Stage.WAITING));
        assertThat(events.get(3).event()).isEqualTo(chunk("Hi"));
        assertThat(((ReplyEvent.Failed) events.getLast().event()).failure().message())
                .isEqualTo("Wind.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"e", "u", "p"})
    void a_log_without_a_header_is_no_reply(String field) {
        ReplyId reply = ReplyId.random();
        redis.ask(Command.XADD, Keys.log(reply), "0-1", field, "{}");

        assertThat(there.log.find(reply).await().atMost(PATIENCE)).isEmpty();
    }

    @Test
    void a_request_to_stop_that_cannot_be_read_does_not_block_those_behind_it() {
        Followed reply = followed();
        redis.ask(
                Command.RPUSH,
                Keys.stops(podOf(reply)),
                "{}",
                "erase/{}",
                reply.header().reply().value());

        await().until(() -> here.stopRequests.contains(reply.header().reply()));
    }

    private String podOf(Followed reply) {
        return new StoredReplies(hereLink)
                .find(reply.header().reply())
                .await()
                .atMost(PATIENCE)
                .orElseThrow()
                .opener();
    }

    @Test
    void a_user_with_more_replies_than_a_command_can_name_is_erased_with_those_that_cannot_be_read() {
        UserId user = new UserId("user-" + UUID.randomUUID());
        redis.ask(
                Command.EVAL,
                "for i = 1, 9000 do"
                        + " redis.call('XADD', KEYS[1], '*', 'r', 'reply-' .. i, 's', 'some', 'k', 'key-' .. i)"
                        + " redis.call('SET', 'runnel:{" + user + "}:request:key-' .. i, 'reply-' .. i)"
                        + " if i % 1000 == 0 then redis.call('XADD', KEYS[1], '*', 'r', '{}', 's', '..') end"
                        + " if i % 1500 == 0 then redis.call('XADD', KEYS[1], '*', 'nonsense', '{}') end"
                        + " end",
                "1",
                Keys.replies(user));

        here.log.erase(user, Optional.empty()).await().atMost(PATIENCE.multipliedBy(3));

        assertThat(redis.keys()).noneMatch(key -> key.contains(user.value()));
    }

    @Test
    void a_user_whose_list_of_replies_is_something_else_can_be_erased() {
        UserId user = new UserId("user-" + UUID.randomUUID());
        redis.ask(Command.SET, Keys.replies(user), "something else");

        here.log.erase(user, Optional.empty()).await().atMost(PATIENCE);

        assertThat(redis.keys()).noneMatch(key -> key.contains(user.value()));
    }
}
