package dev.runnel.reply;

import dev.runnel.ReplyId;
import dev.runnel.TurnPlace;
import java.util.Optional;

/** What a question has to do with the turns that its conversation has already. */
public sealed interface Asking {

    /** A new question after the newest turn of the current branch. */
    Asking NEXT = new At(TurnPlace.NEXT);

    /** A new question at this place. */
    record At(TurnPlace place) implements Asking {}

    /**
     * The question of an earlier turn once more, for another answer beside that turn's. If the question has a message,
     * that is asked in its place, and also if there is no such turn.
     *
     * @param turn the turn; empty for the newest of the current branch, if it has the same message
     */
    record Again(Optional<ReplyId> turn) implements Asking {}

    /**
     * Nothing new: this turn's answer is not whole, and goes on where its text ends. The question needs no message.
     *
     * @param turn the turn, in whose place the new reply will stand
     */
    record Further(ReplyId turn) implements Asking {}

    /**
     * A turn that goes on, as it was found.
     *
     * @param turn the turn
     * @param place where it is
     * @param said its answer so far; may be empty
     */
    record GoingOn(ReplyId turn, TurnPlace place, String said) implements Asking {}
}
