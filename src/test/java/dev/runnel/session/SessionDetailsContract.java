package dev.runnel.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runnel.Context;
import dev.runnel.Correction;
import dev.runnel.Message;
import dev.runnel.ReplyId;
import dev.runnel.SessionId;
import dev.runnel.testing.AtOnce;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

/** What every session store promises beside the messages: context, summary, transcript, list. */
abstract class SessionDetailsContract extends SessionStoreContract {

    static final Context ROME =
            new Context("travel", Map.of("place", new Context.Entity("Rome", 0), "date", new Context.Entity("May", 2)));

    static final Context PARIS = new Context("travel", Map.of("place", new Context.Entity("Paris", 0)));

    @Test
    void the_last_context_is_the_one_that_counts() {
        SessionStore store = store(WINDOW);
        append(store, ann, session, turn("1"));
        setContext(store, PARIS);
        setContext(store, ROME);
        assertThat(load(store, ann, session).context()).isEqualTo(ROME);
        assertThat(find(store).context()).isEqualTo(ROME);
    }

    @Test
    void a_context_that_is_known_before_the_first_turn_is_kept_with_it() {
        SessionStore store = store(WINDOW);
        load(store, ann, session);
        setContext(store, ROME);
        assertThat(store.list(ann, SessionStore.MAX_LISTED).await().atMost(PATIENCE))
                .isEmpty();
        assertThat(store.find(ann, session).await().atMost(PATIENCE)).isEmpty();
        append(store, ann, session, turn("1"));
        assertThat(load(store, ann, session).context()).isEqualTo(ROME);
    }

    @Test
    void a_context_that_comes_with_a_turn_replaces_the_one_before() {
        SessionStore store = store(WINDOW);
        append(store, ann, session, new Turn(ReplyId.random(), turn("1")), Optional.of(PARIS));
        append(store, ann, session, new Turn(ReplyId.random(), turn("2")), Optional.of(ROME));
        append(store, ann, session, turn("3"));
        assertThat(load(store, ann, session).context()).isEqualTo(ROME);
    }

    @Test
    void a_summary_is_kept_with_what_it_covers() {
        SessionStore store = store(WINDOW);
        append(store, ann, session, turn("1"));
        setSummary(store, new Summary("they met", 2, Optional.empty()));
        append(store, ann, session, turn("2"));
        setSummary(store, new Summary("they met again", 4, Optional.empty()));
        assertThat(load(store, ann, session).summary()).isEqualTo(new Summary("they met again", 4, Optional.empty()));
    }

    @Test
    void a_summary_of_more_than_was_said_is_of_another_conversation() {
        SessionStore store = store(WINDOW);
        append(store, ann, session, turn("1"));
        setSummary(store, new Summary("what was erased", 3, Optional.empty()));
        assertThat(load(store, ann, session).summary()).isEqualTo(Summary.NONE);
    }

    @Test
    void a_context_and_a_summary_start_the_time_to_live_anew() {
        SessionStore store = store(WINDOW);
        append(store, ann, session, turn("1"));
        advance(NEARLY);
        setContext(store, ROME);
        advance(TTL.dividedBy(2));
        setSummary(store, new Summary("short", 1, Optional.empty()));
        advance(TTL.dividedBy(2));
        assertThat(load(store, ann, session).messages()).isEqualTo(turn("1"));
        assertThat(store.list(ann, SessionStore.MAX_LISTED).await().atMost(PATIENCE))
                .hasSize(1);
    }

    @Test
    void a_transcript_names_the_reply_of_each_turn() {
        SessionStore store = store(WINDOW);
        List<Turn> turns = List.of(new Turn(ReplyId.random(), turn("1")), new Turn(ReplyId.random(), turn("2")));
        turns.forEach(turn -> append(store, ann, session, turn));
        assertThat(find(store).turns())
                .extracting(Turn::reply)
                .containsExactly(turns.get(0).reply(), turns.get(1).reply());
        assertThat(find(store).turns()).extracting(Turn::messages).containsExactly(turn("1"), turn("2"));
        assertThat(find(store).title()).isEqualTo("question 1");
        assertThat(store.find(bob, session).await().atMost(PATIENCE)).isEmpty();
    }

    @Test
    void what_the_user_said_while_an_answer_was_written_is_kept_with_it() {
        SessionStore store = store(WINDOW);
        Message answer = Message.assistant(
                "Five dollars. Or four euros.",
                Message.Status.COMPLETE,
                List.of(new Correction(14, "in euros \"please\""), new Correction(28, "thanks")));
        append(store, ann, session, List.of(Message.user("How much?"), answer));
        assertThat(load(store, ann, session).messages()).containsExactly(Message.user("How much?"), answer);
        assertThat(find(store).turns().getFirst().answer()).contains(answer);
        assertThat(answer.asSaid().stream().map(Message::text))
                .containsExactly("Five dollars. ", "in euros \"please\"", "Or four euros.", "thanks", "");
    }

    @Test
    void a_title_is_the_beginning_of_the_first_question_on_one_line() {
        SessionStore store = store(2);
        append(store, ann, session, List.of(Message.user("  What\n is\tthis? " + "🦊".repeat(100))));
        append(store, ann, session, turn("2"));
        append(store, ann, session, turn("3"));
        String title = find(store).title();
        assertThat(title).startsWith("What is this? 🦊").endsWith("🦊…");
        assertThat(title.codePointCount(0, title.length())).isEqualTo(80);
    }

    @Test
    void a_users_sessions_are_listed_with_the_last_used_first() {
        SessionStore store = store(WINDOW);
        for (String name : List.of("a", "b", "c", "a")) {
            append(store, ann, new SessionId(name), turn("of " + name));
            advance(Duration.ofSeconds(1));
        }
        append(store, bob, new SessionId("other"), turn("bob's"));
        List<ListedSession> listed =
                store.list(ann, SessionStore.MAX_LISTED).await().atMost(PATIENCE);
        assertThat(listed)
                .extracting(ListedSession::id)
                .extracting(SessionId::value)
                .containsExactly("a", "c", "b");
        assertThat(listed).extracting(ListedSession::title).first().isEqualTo("question of a");
        assertThat(listed.getFirst().lastUse())
                .isAfterOrEqualTo(listed.getLast().lastUse());
    }

    @Test
    void an_expired_session_is_not_listed() {
        SessionStore store = store(WINDOW);
        append(store, ann, session, turn("1"));
        advance(TTL);
        append(store, ann, new SessionId("s2"), turn("2"));
        assertThat(store.list(ann, SessionStore.MAX_LISTED).await().atMost(PATIENCE))
                .extracting(listed -> listed.id().value())
                .containsExactly("s2");
    }

    @Test
    void a_list_is_bounded() {
        SessionStore store = store(WINDOW);
        for (int i = 0; i <= SessionStore.MAX_LISTED; i++) {
            append(store, ann, new SessionId("s" + i), turn("" + i));
        }
        assertThat(store.list(ann, SessionStore.MAX_LISTED).await().atMost(PATIENCE))
                .hasSize(SessionStore.MAX_LISTED);
    }

    /** The last writer of each kind wins, and neither undoes the other's work. */
    @RepeatedTest(20)
    void a_context_a_summary_and_a_turn_that_come_at_the_same_time_are_all_kept() {
        SessionStore store = store(WINDOW);
        append(store, ann, session, turn("1"));
        AtOnce.<Object>call(List.of(
                () -> append(store, ann, session, turn("2")),
                () -> setContext(store, ROME),
                () -> setSummary(store, new Summary("short", 2, Optional.empty()))));
        Session kept = load(store, ann, session);
        assertThat(kept.messages()).isEqualTo(joined(turn("1"), turn("2")));
        assertThat(kept.context()).isEqualTo(ROME);
        assertThat(kept.summary()).isEqualTo(new Summary("short", 2, Optional.empty()));
    }

    Void setContext(SessionStore store, Context context) {
        return store.setContext(ann, session, context).await().atMost(PATIENCE);
    }

    Void setSummary(SessionStore store, Summary summary) {
        return store.setSummary(ann, session, summary).await().atMost(PATIENCE);
    }

    Transcript find(SessionStore store) {
        return store.find(ann, session).await().atMost(PATIENCE).orElseThrow();
    }
}
