package dev.runnel.reply;

import dev.runnel.Failure;
import dev.runnel.FailureCode;
import dev.runnel.ReplyId;
import dev.runnel.TurnPlace;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/** What a question has to do with the turns that its conversation has already. */
public sealed interface Asking {

    /**
     * What a request names, at most one turn and that only together with its session; throws a {@code FailureException}
     * otherwise. Null stands for what is not named.
     *
     * @param parent the turn that the question follows
     * @param regenerate the turn whose question is asked again
     * @param goOn the turn whose answer goes on
     */
    static Asking of(String session, String parent, String regenerate, String goOn) {
        long named =
                Stream.of(parent, regenerate, goOn).filter(Objects::nonNull).count();
        if (named > 1) {
            throw invalid("Only one of parent, regenerate and continue is possible.");
        }
        if (named == 1 && session == null) {
            throw invalid("A turn can only be named together with its session_id.");
        }
        if (parent != null) {
            return new At(TurnPlace.after(new ReplyId(parent)));
        }
        if (regenerate != null) {
            return new Again(Optional.of(new ReplyId(regenerate)));
        }
        return goOn == null ? NEXT : new Further(new ReplyId(goOn));
    }

    /** Whether it goes without this message, null if there is none; throws a {@code FailureException} if it has to. */
    default boolean goesWithout(String message) {
        if (this instanceof Further && message != null) {
            throw invalid("A reply goes on without another message.");
        }
        return message == null && (this instanceof Again || this instanceof Further);
    }

    private static RuntimeException invalid(String why) {
        return Failure.of(FailureCode.REQUEST_INVALID, why).asException();
    }

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
