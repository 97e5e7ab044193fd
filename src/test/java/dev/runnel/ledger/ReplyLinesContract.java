package dev.runnel.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.runnel.FailureCode;
import dev.runnel.FailureException;
import dev.runnel.ReplyId;
import dev.runnel.SessionId;
import dev.runnel.UserId;
import dev.runnel.When;
import dev.runnel.testing.AtOnce;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The lines of sessions, wherever they are kept, as two pods see them. */
public abstract class ReplyLinesContract {

    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final int MOST = 3;

    private final UserId user = new UserId("user-" + UUID.randomUUID());
    private final SessionId session = new SessionId("s");
    private ReplyLines here;
    private ReplyLines there;

    protected abstract ReplyLines onePod();

    protected abstract ReplyLines otherPod();

    @BeforeEach
    void open() {
        here = onePod();
        there = otherPod();
        assertThat(look(here)).isEqualTo(ReplyLine.EMPTY);
    }

    @Test
    void the_first_reply_runs_and_the_others_wait_in_the_order_in_which_they_came() {
        assertThat(enter(here, "a", When.QUEUE).running()).containsExactly(reply("a"));
        enter(there, "b", When.QUEUE);
        ReplyLine line = enter(here, "c", When.QUEUE);
        assertThat(line.running()).containsExactly(reply("a"));
        assertThat(waiting(line)).containsExactly("b", "c");
        assertThat(line.blocker(reply("c"))).contains(reply("a"));
        assertThat(line.find(reply("b")).orElseThrow().message()).isEqualTo("question b");
        assertThat(look(there)).isEqualTo(line);
    }

    @Test
    void when_the_running_reply_has_left_the_next_one_begins_and_no_other() {
        enter(here, "a", When.QUEUE);
        enter(here, "b", When.QUEUE);
        enter(there, "c", When.QUEUE);
        change(here, line -> line.without(reply("a")));

        assertThat(change(there, line -> line.beginning(reply("c"))).running()).isEmpty();
        assertThat(change(here, line -> line.beginning(reply("b"))).running()).containsExactly(reply("b"));
        assertThat(waiting(change(there, line -> line.beginning(reply("c"))))).containsExactly("c");
    }

    @Test
    void one_that_no_reply_can_take_in_any_more_keeps_its_place_before_those_that_only_wait() {
        enter(here, "a", When.QUEUE);
        enter(here, "b", When.QUEUE);
        enter(there, "c", When.STEER);
        ReplyLine line = change(there, known -> known.inTurn(known.steering()));
        assertThat(waiting(line)).containsExactly("c", "b");
        assertThat(line.steering()).isEmpty();
        assertThat(look(here)).isEqualTo(line);
    }

    @Test
    void all_lines_of_a_user_can_be_looked_at_until_their_replies_have_left() {
        enter(here, "a", When.QUEUE);
        assertThat(all(there)).containsExactly(Map.entry(session, look(here)));
        assertThat(there.lookAtAll(new UserId("nobody")).await().atMost(PATIENCE))
                .isEmpty();
        change(here, line -> line.without(reply("a")));
        assertThat(all(there)).isEmpty();
    }

    private Map<SessionId, ReplyLine> all(ReplyLines lines) {
        return lines.lookAtAll(user).await().atMost(PATIENCE);
    }

    @Test
    void one_more_than_may_wait_is_refused_and_changes_nothing() {
        enter(here, "a", When.QUEUE);
        IntStream.range(0, MOST).forEach(i -> enter(there, "b" + i, When.QUEUE));
        assertThatThrownBy(() -> enter(here, "c", When.QUEUE))
                .isInstanceOfSatisfying(
                        FailureException.class,
                        refused -> assertThat(refused.failure().code()).isEqualTo(FailureCode.QUEUE_FULL));
        assertThat(waiting(look(here))).containsExactly("b0", "b1", "b2");
    }

    @Test
    void an_interrupt_comes_before_all_that_wait_and_a_steer_before_what_is_queued() {
        enter(here, "a", When.QUEUE);
        enter(here, "b", When.QUEUE);
        ReplyLine steered = enter(there, "c", When.STEER);
        assertThat(waiting(steered)).containsExactly("c", "b");
        assertThat(steered.steering()).hasSize(1);
        assertThat(steered.isInterrupted()).isFalse();
        ReplyLine interrupted = enter(here, "d", When.INTERRUPT);
        assertThat(waiting(interrupted)).containsExactly("d", "c", "b");
        assertThat(interrupted.isInterrupted()).isTrue();
    }

    @Test
    void what_was_to_steer_a_reply_that_has_left_is_queued() {
        enter(here, "a", When.QUEUE);
        enter(here, "b", When.STEER);
        enter(here, "c", When.STEER);
        ReplyLine left = change(
                there, line -> line.takenIn(List.of(reply("b")), reply("a")).without(reply("a")));
        assertThat(left.steering()).isEmpty();
        assertThat(waiting(left)).containsExactly("c");
        assertThat(left.stateOf(reply("b"))).contains(ReplyLine.State.WITHDRAWN);
    }

    @Test
    void a_message_that_waits_can_be_changed_moved_and_withdrawn_and_one_that_runs_cannot() {
        enter(here, "a", When.QUEUE);
        enter(here, "b", When.QUEUE);
        enter(here, "c", When.QUEUE);
        ReplyLine changed =
                change(there, line -> line.changed(reply("c"), Optional.of("other"), Optional.of(When.INTERRUPT)));
        assertThat(waiting(changed)).containsExactly("c", "b");
        assertThat(changed.find(reply("c")).orElseThrow().message()).isEqualTo("other");
        assertThat(change(there, line -> line.changed(reply("a"), Optional.of("other"), Optional.empty())))
                .isEqualTo(changed);
        assertThat(change(there, line -> line.withdrawn(List.of(reply("a"))))).isEqualTo(changed);

        ReplyLine withdrawn = change(here, line -> line.withdrawn(List.of(reply("c"))));
        assertThat(waiting(withdrawn)).containsExactly("b");
        assertThat(change(there, line -> line.without(reply("a")).beginning(reply("b")))
                        .running())
                .as("what was withdrawn holds up nobody")
                .containsExactly(reply("b"));
    }

    @Test
    void of_all_that_come_at_once_from_several_pods_one_runs_and_each_has_one_place() throws Exception {
        List<Callable<ReplyLine>> comers = new ArrayList<>();
        IntStream.range(0, 12)
                .forEach(i -> comers.add(() -> enter(i % 2 == 0 ? here : there, "r" + i, When.QUEUE, 20)));
        AtOnce.call(comers);

        ReplyLine line = look(here);
        assertThat(line.running()).hasSize(1);
        assertThat(line.waiting()).hasSize(11);
        assertThat(line.places().stream().map(ReplyLine.Place::reply)).doesNotHaveDuplicates();
        assertThat(look(there)).isEqualTo(line);
    }

    @Test
    void of_all_that_want_to_begin_at_once_one_does() throws Exception {
        enter(here, "a", When.QUEUE);
        IntStream.range(0, MOST).forEach(i -> enter(here, "b" + i, When.QUEUE));
        List<Callable<ReplyLine>> next = new ArrayList<>();
        IntStream.range(0, MOST)
                .forEach(i -> next.add(() -> change(i % 2 == 0 ? here : there, line -> line.without(reply("a"))
                        .beginning(reply("b" + i)))));
        AtOnce.call(next);
        change(there, line -> line.beginning(reply("b0")));
        assertThat(look(here).running()).containsExactly(reply("b0"));
    }

    @Test
    void sessions_and_users_have_lines_of_their_own_and_erased_ones_are_gone() {
        enter(here, "a", When.QUEUE);
        SessionId other = new SessionId("other");
        here.change(user, other, line -> line.running(reply("b"), now()))
                .await()
                .atMost(PATIENCE);
        there.erase(user, Optional.of(session)).await().atMost(PATIENCE);
        assertThat(look(there)).isEqualTo(ReplyLine.EMPTY);
        assertThat(here.look(user, other).await().atMost(PATIENCE).running()).containsExactly(reply("b"));
        here.erase(user, Optional.empty()).await().atMost(PATIENCE);
        assertThat(there.look(user, other).await().atMost(PATIENCE)).isEqualTo(ReplyLine.EMPTY);
    }

    private ReplyLine enter(ReplyLines pod, String name, When when) {
        return enter(pod, name, when, MOST);
    }

    private ReplyLine enter(ReplyLines pod, String name, When when, int most) {
        ReplyLine.Place place = new ReplyLine.Place(reply(name), ReplyLine.State.of(when), "question " + name, now());
        return change(pod, line -> line.entered(place, most));
    }

    private ReplyLine change(ReplyLines pod, UnaryOperator<ReplyLine> change) {
        return pod.change(user, session, change).await().atMost(PATIENCE);
    }

    private ReplyLine look(ReplyLines pod) {
        return pod.look(user, session).await().atMost(PATIENCE);
    }

    private static List<String> waiting(ReplyLine line) {
        return line.waiting().stream().map(place -> place.reply().value()).toList();
    }

    private static ReplyId reply(String name) {
        return new ReplyId(name);
    }

    private static long now() {
        return System.currentTimeMillis();
    }
}
