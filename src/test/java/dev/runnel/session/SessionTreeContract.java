package dev.runnel.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runnel.Message;
import dev.runnel.ReplyId;
import dev.runnel.TurnPlace;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What every session store promises about branches. */
abstract class SessionTreeContract extends SessionErasureContract {

    private static final ReplyId A = new ReplyId("a");
    private static final ReplyId B = new ReplyId("b");
    private static final ReplyId C = new ReplyId("c");
    private static final ReplyId D = new ReplyId("d");

    @Test
    void another_answer_stands_beside_the_first_and_the_prompt_sees_the_latest() {
        SessionStore store = store(WINDOW);
        add(store, A, TurnPlace.NEXT);
        add(store, B, TurnPlace.NEXT);
        add(store, C, TurnPlace.after(A));
        assertThat(branch(store)).containsExactly(A, C);
        assertThat(load(store, ann, session).messages()).isEqualTo(joined(turn("a"), turn("c")));
        assertThat(find(store).turns()).extracting(Turn::reply).containsExactly(A, B, C);
    }

    @Test
    void another_first_question_begins_a_conversation_beside_the_first() {
        SessionStore store = store(WINDOW);
        add(store, A, TurnPlace.NEXT);
        add(store, B, TurnPlace.NEXT);
        add(store, C, TurnPlace.FIRST);
        add(store, D, TurnPlace.NEXT);
        assertThat(branch(store)).containsExactly(C, D);
        assertThat(find(store).find(D).orElseThrow().place()).isEqualTo(TurnPlace.after(C));
        assertThat(find(store).find(C).orElseThrow().place()).isEqualTo(TurnPlace.FIRST);
    }

    @Test
    void a_branch_that_is_chosen_is_kept_and_the_next_turn_follows_it() {
        SessionStore store = store(8);
        add(store, A, TurnPlace.NEXT);
        add(store, B, TurnPlace.NEXT);
        add(store, C, TurnPlace.after(A));
        assertThat(choose(store, B)).isTrue();
        assertThat(branch(store)).containsExactly(A, B);
        add(store, D, TurnPlace.NEXT);
        assertThat(branch(store)).containsExactly(A, B, D);
        assertThat(choose(store, C)).isTrue();
        assertThat(branch(store)).containsExactly(A, C);
    }

    @Test
    void whoever_chooses_a_turn_gets_what_followed_it() {
        SessionStore store = store(8);
        add(store, A, TurnPlace.NEXT);
        add(store, B, TurnPlace.NEXT);
        add(store, C, TurnPlace.NEXT);
        add(store, D, TurnPlace.after(A));
        assertThat(choose(store, B)).isTrue();
        assertThat(branch(store)).containsExactly(A, B, C);
        assertThat(choose(store, new ReplyId("unknown"))).isFalse();
        assertThat(branch(store)).containsExactly(A, B, C);
    }

    @Test
    void a_prompt_can_be_had_of_any_place() {
        SessionStore store = store(WINDOW);
        add(store, A, TurnPlace.NEXT);
        add(store, B, TurnPlace.NEXT);
        assertThat(at(store, TurnPlace.after(A)).messages()).isEqualTo(turn("a"));
        assertThat(at(store, TurnPlace.FIRST).messages()).isEmpty();
        assertThat(at(store, TurnPlace.FIRST).hasPlace()).isTrue();
        assertThat(at(store, TurnPlace.after(C)).hasPlace()).isFalse();
        Session unlessMissing = at(store, new TurnPlace.After(C, false));
        assertThat(unlessMissing.hasPlace()).isTrue();
        assertThat(unlessMissing.messages()).isEqualTo(joined(turn("a"), turn("b")));
    }

    @Test
    void a_turn_whose_place_need_not_exist_is_put_after_the_newest() {
        SessionStore store = store(WINDOW);
        add(store, A, TurnPlace.NEXT);
        add(store, B, TurnPlace.after(A));
        add(store, C, new TurnPlace.After(A, false));
        assertThat(branch(store)).containsExactly(A, C);
        add(store, D, new TurnPlace.After(new ReplyId("unknown"), false));
        assertThat(branch(store)).containsExactly(C, D);
    }

    @Test
    void a_reply_that_went_on_takes_the_place_of_the_one_before() {
        SessionStore store = store(WINDOW);
        add(store, A, TurnPlace.NEXT);
        add(store, B, TurnPlace.NEXT);
        add(store, C, TurnPlace.NEXT);
        append(store, ann, session, new Turn(D, turn("d"), 0, TurnPlace.after(A), List.of(B)));
        assertThat(find(store).turns()).extracting(Turn::reply).containsExactly(A, D, C);
        assertThat(branch(store)).containsExactly(A, D);
        assertThat(find(store).find(B)).isEqualTo(find(store).find(D));
        assertThat(choose(store, C)).isTrue();
        assertThat(branch(store)).containsExactly(A, D, C);
    }

    @Test
    void a_reply_that_went_on_twice_is_known_by_all_its_names_and_comes_back_under_none() {
        SessionStore store = store(WINDOW);
        add(store, A, TurnPlace.NEXT);
        append(store, ann, session, new Turn(B, turn("b"), 0, TurnPlace.FIRST, List.of(A)));
        append(store, ann, session, new Turn(C, turn("c"), 0, TurnPlace.FIRST, List.of(B)));
        add(store, A, TurnPlace.NEXT);
        add(store, D, TurnPlace.after(A));
        assertThat(branch(store)).containsExactly(C, D);
        assertThat(find(store).turns()).hasSize(2);
        assertThat(find(store).find(A)).isEqualTo(find(store).find(C));
    }

    @Test
    void a_summary_is_of_the_branches_that_have_its_last_turn() {
        SessionStore store = store(12);
        add(store, A, TurnPlace.NEXT);
        add(store, B, TurnPlace.NEXT);
        add(store, C, TurnPlace.NEXT);
        setSummary(store, new Summary("a and b", 4, Optional.of(B)));
        assertThat(load(store, ann, session).summary().covers()).isEqualTo(4);
        assertThat(at(store, TurnPlace.after(B)).summary().text()).isEqualTo("a and b");
        assertThat(at(store, TurnPlace.after(A)).summary()).isEqualTo(Summary.NONE);
        assertThat(at(store, TurnPlace.FIRST).summary()).isEqualTo(Summary.NONE);
    }

    @Test
    void a_branch_that_fell_out_of_the_window_leaves_the_rest() {
        SessionStore store = store(4);
        add(store, A, TurnPlace.NEXT);
        add(store, B, TurnPlace.NEXT);
        add(store, C, TurnPlace.after(A));
        assertThat(branch(store)).containsExactly(C);
        add(store, D, TurnPlace.NEXT);
        assertThat(branch(store)).containsExactly(C, D);
        assertThat(find(store).turns()).extracting(Turn::reply).containsExactly(C, D);
    }

    @Test
    void a_turn_whose_answer_ended_at_the_models_limit_comes_back_as_such() {
        SessionStore store = store(WINDOW);
        List<Message> messages = List.of(Message.user("x"), Message.assistant("y", Message.Status.LENGTH));
        append(store, ann, session, messages);
        assertThat(load(store, ann, session).messages()).isEqualTo(messages);
    }

    private void add(SessionStore store, ReplyId reply, TurnPlace place) {
        append(store, ann, session, new Turn(reply, turn(reply.value())).at(place));
    }

    private boolean choose(SessionStore store, ReplyId turn) {
        return store.choose(ann, session, turn).await().atMost(PATIENCE);
    }

    private List<ReplyId> branch(SessionStore store) {
        assertThat(load(store, ann, session).turns())
                .extracting(Turn::reply)
                .isEqualTo(find(store).branch().stream().map(Turn::reply).toList());
        return find(store).branch().stream().map(Turn::reply).toList();
    }

    private Session at(SessionStore store, TurnPlace place) {
        return store.load(ann, session, place).await().atMost(PATIENCE);
    }
}
