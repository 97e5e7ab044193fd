package dev.runnel;

import java.util.Objects;
import java.util.Optional;

/**
 * Where a turn belongs in its conversation. The turns of a conversation form a tree: those with the same place are other
 * questions, or other answers, at the same point.
 */
public sealed interface TurnPlace {

    /** After the newest turn of the current branch: the one that its model sees or, if none, the one when it is stored. */
    TurnPlace NEXT = new Next();

    /** At the beginning of the conversation. */
    TurnPlace FIRST = new First();

    /** The turn before, if it has to be a certain one. */
    default Optional<ReplyId> parent() {
        return Optional.empty();
    }

    /** See {@link #NEXT}. */
    record Next() implements TurnPlace {}

    /** See {@link #FIRST}. */
    record First() implements TurnPlace {}

    /**
     * After this turn.
     *
     * @param turn the reply of the turn before
     * @param isRequired whether there has to be such a turn; otherwise, without it, this is {@link #NEXT}
     */
    record After(ReplyId turn, boolean isRequired) implements TurnPlace {

        public After {
            Objects.requireNonNull(turn);
        }

        @Override
        public Optional<ReplyId> parent() {
            return Optional.of(turn);
        }
    }

    /** After this turn, which has to exist. */
    static TurnPlace after(ReplyId turn) {
        return new After(turn, true);
    }
}
