package dev.runnel.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runnel.Message;
import dev.runnel.ReplyId;
import dev.runnel.SessionId;
import dev.runnel.TurnPlace;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What every session store promises about turns that no prompt has room for. */
abstract class SessionHistoryContract extends SessionTreeContract {

    private static final int TURNS = 60;

    @Test
    void all_turns_are_kept_and_a_prompt_sees_the_newest() {
        SessionStore store = keepingAll(1_000_000);
        say(store, 0, TURNS);
        assertThat(texts(store, find(store).branch())).isEqualTo(names(0, TURNS));
        assertThat(load(store, ann, session).messages()).isEqualTo(joined(joined(turn("57"), turn("58")), turn("59")));
        assertThat(load(store, ann, session).summary()).isEqualTo(Summary.NONE);
    }

    @Test
    void a_prompt_can_be_had_of_a_place_that_is_long_past() {
        SessionStore store = keepingAll(1_000_000);
        say(store, 0, TURNS);
        Session past = store.load(ann, session, TurnPlace.after(new ReplyId("t4")))
                .await()
                .atMost(PATIENCE);
        assertThat(past.hasPlace()).isTrue();
        assertThat(past.messages()).isEqualTo(joined(joined(turn("2"), turn("3")), turn("4")));
        assertThat(store.load(ann, session, TurnPlace.after(new ReplyId("x")))
                        .await()
                        .atMost(PATIENCE)
                        .hasPlace())
                .isFalse();
    }

    @Test
    void who_goes_back_to_a_turn_that_is_long_past_goes_on_from_there() {
        SessionStore store = keepingAll(1_000_000);
        say(store, 0, 2);
        append(
                store,
                ann,
                session,
                new Turn(new ReplyId("other"), turn("other")).at(TurnPlace.after(new ReplyId("t0"))));
        append(store, ann, session, new Turn(new ReplyId("back"), turn("back")).at(TurnPlace.after(new ReplyId("t1"))));
        say(store, 2, 20);

        assertThat(store.choose(ann, session, new ReplyId("other")).await().atMost(PATIENCE))
                .isTrue();
        assertThat(texts(store, find(store).branch())).containsExactly("0", "other");
        assertThat(load(store, ann, session).messages()).isEqualTo(joined(turn("0"), turn("other")));

        append(store, ann, session, new Turn(new ReplyId("new"), turn("new")));
        assertThat(texts(store, find(store).branch())).containsExactly("0", "other", "new");
        assertThat(load(store, ann, session).messages())
                .isEqualTo(joined(joined(turn("0"), turn("other")), turn("new")));
    }

    @Test
    void of_one_conversation_that_is_too_large_the_oldest_turns_go() {
        SessionStore store = keepingAll(20_000);
        for (int i = 0; i < 30; i++) {
            append(store, ann, session, new Turn(new ReplyId("t" + i), turn(i + "x".repeat(1_000))));
        }
        List<Turn> left = find(store).branch();
        assertThat(left).hasSizeBetween(4, 12);
        assertThat(left.getLast().reply()).isEqualTo(new ReplyId("t29"));
    }

    @Test
    void an_erased_conversation_leaves_none_of_its_old_turns() {
        SessionStore store = keepingAll(1_000_000);
        say(store, 0, TURNS);
        store.erase(ann, session).await().atMost(PATIENCE);
        assertThat(store.find(ann, session).await().atMost(PATIENCE)).isEmpty();
        append(store, ann, session, turn("anew"));
        assertThat(texts(store, find(store).branch())).containsExactly("anew");
    }

    @Test
    void a_title_can_be_changed_and_stays() {
        SessionStore store = keepingAll(1_000_000);
        append(store, ann, session, turn("1"));
        assertThat(store.rename(ann, session, "Mine").await().atMost(PATIENCE)).isTrue();
        append(store, ann, session, turn("2"));
        assertThat(find(store).title()).isEqualTo("Mine");
        assertThat(find(store).isNamed()).isTrue();
        assertThat(store.list(ann, 10).await().atMost(PATIENCE).getFirst().title())
                .isEqualTo("Mine");
        assertThat(store.rename(ann, new SessionId("s9"), "None").await().atMost(PATIENCE))
                .isFalse();
    }

    @Test
    void a_title_that_is_given_before_the_first_turn_is_listed_and_stays() {
        SessionStore store = keepingAll(1_000_000);
        store.nameFirst(ann, session, "Mine").await().atMost(PATIENCE);
        assertThat(titles(store)).containsExactly("Mine");
        assertThat(find(store).turns()).isEmpty();
        assertThat(store.rename(ann, session, "Ours").await().atMost(PATIENCE)).isTrue();
        append(store, ann, session, turn("1"));
        assertThat(find(store).title()).isEqualTo("Ours");
        assertThat(titles(store)).containsExactly("Ours");
    }

    @Test
    void a_title_without_any_turn_is_erased_with_all_of_the_user() {
        SessionStore store = keepingAll(1_000_000);
        store.nameFirst(ann, session, "Mine").await().atMost(PATIENCE);
        store.eraseAll(ann).await().atMost(PATIENCE);
        assertThat(titles(store)).isEmpty();
        assertThat(store.find(ann, session).await().atMost(PATIENCE)).isEmpty();
    }

    private List<String> titles(SessionStore store) {
        return store.list(ann, 10).await().atMost(PATIENCE).stream()
                .map(ListedSession::title)
                .toList();
    }

    private SessionStore keepingAll(long maxBytes) {
        return store(new Keeping(TTL, WINDOW, true, 1_000_000, 1_000, maxBytes));
    }

    private void say(SessionStore store, int from, int to) {
        IntStream.range(from, to)
                .forEach(i -> append(store, ann, session, new Turn(new ReplyId("t" + i), turn("" + i))));
    }

    private static List<String> names(int from, int to) {
        return IntStream.range(from, to).mapToObj(Integer::toString).toList();
    }

    private List<String> texts(SessionStore store, List<Turn> turns) {
        return store.read(ann, session, turns).await().atMost(PATIENCE).stream()
                .map(Turn::messages)
                .map(List::getFirst)
                .map(Message::text)
                .map(text -> text.replace("question ", ""))
                .toList();
    }
}
