package dev.runnel.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runnel.ReplyId;
import dev.runnel.SessionId;
import dev.runnel.UserId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What every outbox promises. */
abstract class OutboxContract {

    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final Duration LEASE = Duration.ofSeconds(30);
    private static final UserId ANN = new UserId("ann");
    private static final UserId ANNA = new UserId("anna");
    private static final SessionId SESSION = new SessionId("s");

    Instant now = Instant.ofEpochMilli(1_000_000);

    abstract Outbox outbox(int max);

    @Test
    void an_event_is_taken_by_one_and_by_another_if_the_first_is_killed() {
        Outbox outbox = outbox(10);
        add(outbox, ANN, SESSION, "a");
        assertThat(names(outbox)).containsExactly("ann s a");
        assertThat(names(outbox)).isEmpty();
        now = now.plus(LEASE);
        List<Outbox.Due> again = take(outbox);
        assertThat(again).extracting(Outbox.Due::attempts).containsExactly(2);
        assertThat(again).extracting(Outbox.Due::body).containsExactly("body of a");
        assertThat(again).extracting(Outbox.Due::added).containsExactly(Instant.ofEpochMilli(1_000_000));
        assertThat(again.getFirst().id()).isEqualTo("a");
    }

    @Test
    void what_is_delivered_is_gone() {
        Outbox outbox = outbox(10);
        add(outbox, ANN, SESSION, "a");
        outbox.remove(take(outbox).getFirst().name()).await().atMost(PATIENCE);
        now = now.plus(LEASE);
        assertThat(names(outbox)).isEmpty();
        outbox.later("ann s a", Duration.ofSeconds(1)).await().atMost(PATIENCE);
        now = now.plus(LEASE);
        assertThat(names(outbox)).isEmpty();
    }

    @Test
    void what_was_not_taken_waits_for_its_time() {
        Outbox outbox = outbox(10);
        add(outbox, ANN, SESSION, "a");
        outbox.later(take(outbox).getFirst().name(), Duration.ofSeconds(5))
                .await()
                .atMost(PATIENCE);
        now = now.plusSeconds(4);
        assertThat(names(outbox)).isEmpty();
        now = now.plusSeconds(1);
        assertThat(names(outbox)).containsExactly("ann s a");
    }

    @Test
    void an_event_that_is_added_twice_is_kept_once() {
        Outbox outbox = outbox(10);
        add(outbox, ANN, SESSION, "a");
        add(outbox, ANN, SESSION, "a");
        assertThat(names(outbox)).containsExactly("ann s a");
    }

    @Test
    void of_too_many_the_oldest_are_given_up() {
        Outbox outbox = outbox(2);
        add(outbox, ANN, SESSION, "a");
        now = now.plusSeconds(1);
        add(outbox, ANN, SESSION, "b");
        now = now.plusSeconds(1);
        assertThat(add(outbox, ANN, SESSION, "c")).isEqualTo(1);
        assertThat(names(outbox)).containsExactly("ann s b", "ann s c");
    }

    @Test
    void what_is_erased_is_not_delivered_and_nobody_elses_is_touched() {
        Outbox outbox = outbox(10);
        add(outbox, ANN, SESSION, "a");
        add(outbox, ANN, SESSION, "b");
        add(outbox, ANN, new SessionId("s2"), "c");
        add(outbox, ANNA, SESSION, "d");
        outbox.forget(ANN, Optional.of(SESSION), Optional.of(new ReplyId("b")))
                .await()
                .atMost(PATIENCE);
        outbox.forget(ANN, Optional.of(new SessionId("s2")), Optional.empty())
                .await()
                .atMost(PATIENCE);
        assertThat(names(outbox)).containsExactlyInAnyOrder("ann s a", "anna s d");
        now = now.plus(LEASE);
        outbox.forget(ANN, Optional.empty(), Optional.empty()).await().atMost(PATIENCE);
        assertThat(names(outbox)).containsExactly("anna s d");
    }

    private static int add(Outbox outbox, UserId user, SessionId session, String id) {
        return outbox.add(new Outbox.Event(user, session, id, "body of " + id))
                .await()
                .atMost(PATIENCE);
    }

    private static List<Outbox.Due> take(Outbox outbox) {
        return outbox.take(10, LEASE).await().atMost(PATIENCE);
    }

    private static List<String> names(Outbox outbox) {
        return take(outbox).stream().map(Outbox.Due::name).toList();
    }
}
