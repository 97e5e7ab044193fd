package dev.runnel.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runnel.Context;
import dev.runnel.SessionId;
import dev.runnel.UserId;
import dev.runnel.testing.AtOnce;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

/** What every session store promises about sessions that go: on request, or because a user has too many. */
abstract class SessionErasureContract extends SessionDetailsContract {

    @Test
    void an_erased_session_never_was() {
        SessionStore store = store(WINDOW);
        SessionId other = new SessionId("s2");
        append(store, ann, session, turn("1"));
        setContext(store, ROME);
        setSummary(store, new Summary("short", 2, Optional.empty()));
        append(store, ann, other, turn("2"));
        append(store, bob, session, turn("3"));

        erase(store);

        assertThat(load(store, ann, session)).isEqualTo(Session.empty(session));
        assertThat(store.find(ann, session).await().atMost(PATIENCE)).isEmpty();
        assertThat(store.list(ann, SessionStore.MAX_LISTED).await().atMost(PATIENCE))
                .extracting(ListedSession::id)
                .containsExactly(other);
        assertThat(messages(store, ann, other)).isEqualTo(turn("2"));
        assertThat(messages(store, bob, session)).isEqualTo(turn("3"));
        erase(store);
    }

    @Test
    void what_is_understood_or_summed_up_after_the_erasure_brings_nothing_back() {
        SessionStore store = store(WINDOW);
        append(store, ann, session, turn("1"));
        erase(store);

        setContext(store, ROME);
        setSummary(store, new Summary("what was erased", 2, Optional.empty()));

        assertThat(load(store, ann, session)).isEqualTo(Session.empty(session));
        assertThat(store.list(ann, SessionStore.MAX_LISTED).await().atMost(PATIENCE))
                .isEmpty();
        append(store, ann, session, turn("anew"));
        Session anew = load(store, ann, session);
        assertThat(anew).isEqualTo(new Session(session, anew.turns(), 0, Context.NONE, Summary.NONE, true, true));
        assertThat(anew.messages()).isEqualTo(turn("anew"));
    }

    @Test
    void all_sessions_of_a_user_are_erased_at_once_and_nobody_elses() {
        SessionStore store = store(WINDOW);
        IntStream.range(0, 450).forEach(i -> append(store, ann, new SessionId("s" + i), turn("" + i)));
        append(store, bob, session, turn("bob's"));

        store.eraseAll(ann).await().atMost(PATIENCE);

        assertThat(store.list(ann, SessionStore.MAX_LISTED).await().atMost(PATIENCE))
                .isEmpty();
        assertThat(messages(store, ann, new SessionId("s449"))).isEmpty();
        assertThat(messages(store, bob, session)).isEqualTo(turn("bob's"));
        store.eraseAll(ann).await().atMost(PATIENCE);
    }

    /** Whatever comes first: a session that is half there is worse than either. */
    @RepeatedTest(20)
    void a_turn_that_ends_while_its_session_is_erased_is_kept_whole_or_not_at_all() {
        SessionStore store = store(WINDOW);
        append(store, ann, session, turn("before"));
        setContext(store, ROME);
        AtOnce.<Object>call(
                List.of(() -> append(store, ann, session, turn("meanwhile")), () -> erase(store), () -> erase(store)));

        Session left = load(store, ann, session);
        assertThat(left).isEqualTo(new Session(session, left.turns(), 0, Context.NONE, Summary.NONE, true, true));
        assertThat(left.messages()).isIn(List.of(), turn("meanwhile"));
        assertThat(store.list(ann, SessionStore.MAX_LISTED).await().atMost(PATIENCE))
                .hasSize(left.messages().isEmpty() ? 0 : 1);
    }

    @Test
    void of_too_many_sessions_of_a_user_the_longest_unused_go() {
        SessionStore store = store(keeping(TTL, WINDOW, 3, 1_000_000));
        append(store, bob, session, turn("bob's"));
        for (int i = 0; i < 5; i++) {
            append(store, ann, new SessionId("s" + i), turn("x"));
            advance(Duration.ofSeconds(1));
        }
        assertThat(listed(store, ann)).containsExactly("s4", "s3", "s2");
        assertThat(messages(store, ann, new SessionId("s1"))).isEmpty();
        assertThat(messages(store, ann, new SessionId("s2"))).hasSize(2);
        assertThat(messages(store, bob, session)).hasSize(2);
    }

    @Test
    void of_too_much_that_a_user_said_the_longest_unused_sessions_go_and_never_the_one_in_use() {
        SessionStore store = store(keeping(TTL, WINDOW, 100, 10_000));
        append(store, bob, session, turn("x".repeat(2_000)));
        for (int i = 0; i < 5; i++) {
            append(store, ann, new SessionId("s" + i), turn("x".repeat(2_000)));
            advance(Duration.ofSeconds(1));
        }
        assertThat(listed(store, ann)).containsExactly("s4", "s3");
        assertThat(messages(store, bob, session)).hasSize(2);

        append(store, ann, new SessionId("s4"), turn("x".repeat(20_000)));

        assertThat(listed(store, ann)).containsExactly("s4");
        assertThat(messages(store, ann, new SessionId("s4"))).hasSize(4);
    }

    @Test
    void what_fell_out_of_a_session_takes_no_room_any_more() {
        SessionStore store = store(keeping(TTL, 2, 100, 10_000));
        append(store, ann, new SessionId("quiet"), turn("x"));
        for (int i = 0; i < 10; i++) {
            advance(Duration.ofSeconds(1));
            append(store, ann, session, turn("x".repeat(2_000)));
        }
        assertThat(listed(store, ann)).containsExactly(session.value(), "quiet");
    }

    private static List<String> listed(SessionStore store, UserId user) {
        return store.list(user, SessionStore.MAX_LISTED).await().atMost(PATIENCE).stream()
                .map(listed -> listed.id().value())
                .toList();
    }

    private Void erase(SessionStore store) {
        return store.erase(ann, session).await().atMost(PATIENCE);
    }
}
