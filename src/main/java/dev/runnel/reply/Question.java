package dev.runnel.reply;

import dev.runnel.ClientAddress;
import dev.runnel.FrontNote;
import dev.runnel.GivenPrompt;
import dev.runnel.IdempotencyKey;
import dev.runnel.ReplyId;
import dev.runnel.SessionId;
import dev.runnel.TurnPlace;
import dev.runnel.UserId;
import dev.runnel.When;
import java.util.Optional;

/**
 * What a user asks.
 *
 * @param user who asks
 * @param address from which address
 * @param session in which conversation
 * @param begins whether the conversation begins with this question, so that there is nothing to read
 * @param message the user's text, checked for length; empty if an earlier turn has it
 * @param key the client's name for this request, if it gave one
 * @param given the whole prompt, if the caller keeps the conversation itself; {@code message} is its last text then
 * @param note what the front wants to find again with the reply
 * @param asking what it has to do with earlier turns
 * @param when what is done if a reply runs in the conversation; empty if this one begins at once all the same
 */
public record Question(
        UserId user,
        ClientAddress address,
        SessionId session,
        boolean begins,
        String message,
        Optional<IdempotencyKey> key,
        Optional<GivenPrompt> given,
        Optional<FrontNote> note,
        Asking asking,
        Optional<When> when) {

    /** A new question of a front that notes nothing. */
    public Question(
            UserId user,
            ClientAddress address,
            SessionId session,
            boolean begins,
            String message,
            Optional<IdempotencyKey> key,
            Optional<GivenPrompt> given) {
        this(user, address, session, begins, message, key, given, Optional.empty());
    }

    /** A new question. */
    public Question(
            UserId user,
            ClientAddress address,
            SessionId session,
            boolean begins,
            String message,
            Optional<IdempotencyKey> key,
            Optional<GivenPrompt> given,
            Optional<FrontNote> note) {
        this(user, address, session, begins, message, key, given, note, Asking.NEXT, Optional.empty());
    }

    /** The same question in another relation to earlier turns. */
    public Question asking(Asking other) {
        return asking(other, message);
    }

    Question asking(Asking other, String text) {
        return new Question(user, address, session, begins, text, key, given, note, other, when);
    }

    /** The same question, which may have to wait until a reply of its conversation has ended. */
    public Question inTurn(When then) {
        return new Question(user, address, session, begins, message, key, given, note, asking, Optional.of(then));
    }

    /** How it joins the line of its conversation; empty if it does not wait. */
    Optional<When> joins() {
        return begins ? Optional.empty() : when;
    }

    /** Where its turn belongs. */
    TurnPlace place() {
        return switch (asking) {
            case Asking.At(TurnPlace place) -> place;
            case Asking.GoingOn(ReplyId turn, TurnPlace place, String said) -> place;
            case Asking.Again again -> TurnPlace.NEXT;
            case Asking.Further further -> TurnPlace.NEXT;
        };
    }

    /** The turn that goes on with it, if one does. */
    Optional<ReplyId> continued() {
        return asking instanceof Asking.GoingOn goingOn ? Optional.of(goingOn.turn()) : Optional.empty();
    }

    /** What was said already of its answer. */
    String said() {
        return asking instanceof Asking.GoingOn goingOn ? goingOn.said() : "";
    }
}
