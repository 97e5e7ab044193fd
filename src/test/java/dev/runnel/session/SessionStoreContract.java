package dev.runnel.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runnel.Context;
import dev.runnel.Message;
import dev.runnel.ReplyId;
import dev.runnel.SessionId;
import dev.runnel.TurnPlace;
import dev.runnel.UserId;
import dev.runnel.testing.AtOnce;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

/** What every memory of conversations promises. */
abstract class SessionStoreContract {
    static final Duration PATIENCE = Duration.ofSeconds(5);
    static final Duration TTL = Duration.ofHours(1);
    static final Duration NEARLY = TTL.minusSeconds(1);
    static final int WINDOW = 6;

    final UserId ann = new UserId("ann-" + UUID.randomUUID());
    final UserId bob = new UserId("bob-" + UUID.randomUUID());
    final SessionId session = new SessionId("s1");

    abstract SessionStore store(Keeping keeping);

    /** Lets this much time pass for the store. */
    abstract void advance(Duration time);

    @Test
    void a_session_that_never_was_is_empty() {
        assertThat(load(store(WINDOW), ann, session)).isEqualTo(Session.empty(session));
    }

    @Test
    void messages_come_back_in_the_order_in_which_they_were_said() {
        SessionStore store = store(WINDOW);
        append(store, ann, session, turn("1"));
        append(store, ann, session, turn("2"));
        assertThat(messages(store, ann, session)).containsExactlyElementsOf(joined(turn("1"), turn("2")));
    }

    @Test
    void a_message_comes_back_as_it_was_said_whatever_it_holds() {
        SessionStore store = store(WINDOW);
        List<Message> turn = List.of(
                Message.user("\"quotes\", {braces}, line\r\nbreak, \0, \u2028, 日本語, 👩‍👩‍👧, e\u0301"),
                Message.assistant("", Message.Status.INTERRUPTED),
                Message.assistant("half a", Message.Status.STOPPED),
                Message.assistant("too much", Message.Status.LIMIT));
        append(store, ann, session, turn);
        assertThat(messages(store, ann, session)).isEqualTo(turn);
    }

    @Test
    void only_the_newest_messages_are_kept() {
        SessionStore store = store(3);
        append(store, ann, session, turn("1"));
        append(store, ann, session, turn("2"));
        assertThat(messages(store, ann, session))
                .containsExactlyElementsOf(joined(List.of(turn("1").getLast()), turn("2")));
    }

    @Test
    void a_turn_beyond_the_window_is_cut_to_its_newest_messages() {
        SessionStore store = store(3);
        append(store, ann, session, joined(turn("1"), turn("2")));
        assertThat(messages(store, ann, session))
                .containsExactlyElementsOf(joined(List.of(turn("1").getLast()), turn("2")));
    }

    @Test
    void what_fell_out_of_the_window_is_counted() {
        SessionStore store = store(3);
        append(store, ann, session, turn("1"));
        assertThat(load(store, ann, session).dropped()).isZero();
        append(store, ann, session, turn("2"));
        append(store, ann, session, turn("3"));
        assertThat(load(store, ann, session).dropped()).isEqualTo(3);
    }

    /** A pod that was only slow, or a command whose answer was lost. */
    @Test
    void a_reply_that_is_told_twice_is_kept_once() {
        SessionStore store = store(WINDOW);
        Turn turn = new Turn(ReplyId.random(), turn("1"));
        append(store, ann, session, turn);
        append(store, ann, session, turn("2"));
        append(store, ann, session, turn);
        assertThat(messages(store, ann, session)).containsExactlyElementsOf(joined(turn("1"), turn("2")));
    }

    /** A pod that stood still tells its end when another pod has gone on with the reply. */
    @Test
    void of_two_pods_that_tell_the_same_reply_the_one_that_took_it_over_is_right() {
        SessionStore store = store(WINDOW);
        ReplyId reply = ReplyId.random();
        append(store, ann, session, told(reply, turn("of the first pod"), 0));
        append(store, ann, session, told(reply, turn("of the second"), 1));
        append(store, ann, session, turn("next"));
        append(store, ann, session, told(reply, turn("of the first pod"), 0));
        assertThat(messages(store, ann, session))
                .containsExactlyElementsOf(joined(turn("of the second"), turn("next")));
    }

    @Test
    void replies_whose_ids_contain_each_other_are_apart() {
        SessionStore store = store(WINDOW);
        append(store, ann, session, new Turn(new ReplyId("a:2"), turn("1")));
        append(store, ann, session, new Turn(new ReplyId("a"), turn("2")));
        append(store, ann, session, new Turn(new ReplyId("2"), turn("3")));
        assertThat(messages(store, ann, session))
                .containsExactlyElementsOf(joined(joined(turn("1"), turn("2")), turn("3")));
    }

    @Test
    void a_session_expires_when_nothing_was_said_for_its_time_to_live() {
        SessionStore store = store(WINDOW);
        append(store, ann, session, turn("1"));
        advance(NEARLY);
        assertThat(messages(store, ann, session)).isEqualTo(turn("1"));
        advance(Duration.ofSeconds(1));
        assertThat(messages(store, ann, session)).isEmpty();
    }

    @Test
    void each_turn_starts_the_time_to_live_anew_for_the_whole_session() {
        SessionStore store = store(WINDOW);
        append(store, ann, session, turn("1"));
        advance(NEARLY);
        append(store, ann, session, turn("2"));
        advance(NEARLY);
        assertThat(messages(store, ann, session)).containsExactlyElementsOf(joined(turn("1"), turn("2")));
    }

    @Test
    void a_session_that_expired_begins_again_empty() {
        SessionStore store = store(WINDOW);
        append(store, ann, session, turn("1"));
        advance(TTL);
        append(store, ann, session, turn("2"));
        assertThat(messages(store, ann, session)).isEqualTo(turn("2"));
    }

    @Test
    void users_never_see_each_others_words_even_under_the_same_session_id() {
        SessionStore store = store(WINDOW);
        append(store, ann, session, turn("ann's"));
        assertThat(messages(store, bob, session)).isEmpty();
        append(store, bob, session, turn("bob's"));
        assertThat(messages(store, ann, session)).isEqualTo(turn("ann's"));
        assertThat(messages(store, bob, session)).isEqualTo(turn("bob's"));
    }

    @Test
    void ids_that_share_their_letters_name_different_sessions() {
        SessionStore store = store(WINDOW);
        UserId short_ = new UserId(ann.value() + ":x");
        append(store, short_, new SessionId("y"), turn("1"));
        assertThat(messages(store, ann, new SessionId("x:y"))).isEmpty();
    }

    @Test
    void sessions_of_a_user_are_apart() {
        SessionStore store = store(WINDOW);
        append(store, ann, session, turn("1"));
        assertThat(messages(store, ann, new SessionId("s2"))).isEmpty();
    }

    @Test
    void a_loaded_session_does_not_change_any_more() {
        SessionStore store = store(WINDOW);
        append(store, ann, session, turn("1"));
        List<Message> loaded = messages(store, ann, session);
        append(store, ann, session, turn("2"));
        assertThat(loaded).isEqualTo(turn("1"));
    }

    @RepeatedTest(20)
    void turns_that_end_at_the_same_time_are_all_kept_and_stay_together() {
        int turns = 16;
        SessionStore store = store(2 * turns);
        AtOnce.call(turns, i -> append(store, ann, session, turn(String.valueOf(i))));

        List<Message> kept = messages(store, ann, session);
        List<List<Message>> pairs = IntStream.range(0, kept.size() / 2)
                .mapToObj(i -> kept.subList(2 * i, 2 * i + 2))
                .toList();
        assertThat(pairs)
                .containsExactlyInAnyOrderElementsOf(IntStream.range(0, turns)
                        .mapToObj(i -> turn(String.valueOf(i)))
                        .toList());
    }

    SessionStore store(int window) {
        return store(keeping(TTL, window, 1_000, 1_000_000));
    }

    static List<Message> turn(String name) {
        return List.of(Message.user("question " + name), Message.assistant("answer " + name, Message.Status.COMPLETE));
    }

    private static Turn told(ReplyId reply, List<Message> messages, long writer) {
        return new Turn(reply, messages, writer, TurnPlace.NEXT, List.of());
    }

    static List<Message> joined(List<Message> first, List<Message> second) {
        return IntStream.range(0, first.size() + second.size())
                .mapToObj(i -> i < first.size() ? first.get(i) : second.get(i - first.size()))
                .toList();
    }

    static Void append(SessionStore store, UserId user, SessionId session, List<Message> turn) {
        return append(store, user, session, new Turn(ReplyId.random(), turn));
    }

    static Void append(SessionStore store, UserId user, SessionId session, Turn turn) {
        return append(store, user, session, turn, Optional.empty());
    }

    static Void append(SessionStore store, UserId user, SessionId session, Turn turn, Optional<Context> context) {
        return store.append(user, session, turn, context).await().atMost(PATIENCE);
    }

    static Session load(SessionStore store, UserId user, SessionId session) {
        return store.load(user, session, TurnPlace.NEXT).await().atMost(PATIENCE);
    }

    static List<Message> messages(SessionStore store, UserId user, SessionId session) {
        return load(store, user, session).messages();
    }

    /** Of nothing but what prompts need. */
    static Keeping keeping(Duration ttl, int window, int maxSessions, long maxBytes) {
        return new Keeping(ttl, window, false, 1_000_000, maxSessions, maxBytes);
    }
}
