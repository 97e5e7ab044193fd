package dev.runnel.ledger;

import dev.runnel.FrontNote;
import dev.runnel.GivenPrompt;
import dev.runnel.ReplyId;
import dev.runnel.SessionId;
import dev.runnel.TurnPlace;
import dev.runnel.UserId;
import java.util.Optional;

/**
 * What is known of a reply before its first token.
 *
 * @param user who owns the reply
 * @param session the conversation that it belongs to
 * @param question the message that it answers; another pod needs it to continue the reply
 * @param traceparent the reply's span on the pod that started it, in the format of W3C Trace Context; empty while
 *     traces are off
 * @param given the whole prompt, if the caller keeps the conversation itself; empty once the reply has ended, and for
 *     pods that only read the reply
 * @param note what the front that started the reply stores with it
 * @param place where its turn belongs
 * @param continued the turn that it continues
 * @param waits whether it was opened before it might begin; then its question may have been changed meanwhile, and its
 *     {@link ReplyLine} has it as it is
 */
public record ReplyHeader(
        ReplyId reply,
        UserId user,
        SessionId session,
        String question,
        Optional<String> traceparent,
        Optional<GivenPrompt> given,
        Optional<FrontNote> note,
        TurnPlace place,
        Optional<ReplyId> continued,
        boolean waits) {

    /** A header without a trace, a given prompt or a note. */
    public ReplyHeader(ReplyId reply, UserId user, SessionId session, String question) {
        this(
                reply,
                user,
                session,
                question,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                TurnPlace.NEXT,
                Optional.empty(),
                false);
    }

    public UserSession userSession() {
        return new UserSession(user, session);
    }

    /** The same header with this span. */
    public ReplyHeader tracedAs(Optional<String> span) {
        return new ReplyHeader(reply, user, session, question, span, given, note, place, continued, waits);
    }

    /** The same header with this prompt. */
    public ReplyHeader answering(Optional<GivenPrompt> prompt) {
        return new ReplyHeader(reply, user, session, question, traceparent, prompt, note, place, continued, waits);
    }

    /** The same header with this note. */
    public ReplyHeader noting(Optional<FrontNote> kept) {
        return new ReplyHeader(reply, user, session, question, traceparent, given, kept, place, continued, waits);
    }

    /** The same at this place of its conversation, in that turn's place if it goes on with one. */
    public ReplyHeader at(TurnPlace there, Optional<ReplyId> turn) {
        return new ReplyHeader(reply, user, session, question, traceparent, given, note, there, turn, waits);
    }

    /** The same of a reply that has to wait. */
    public ReplyHeader waiting() {
        return new ReplyHeader(reply, user, session, question, traceparent, given, note, place, continued, true);
    }

    /** The same with another question. */
    public ReplyHeader asking(String other) {
        return new ReplyHeader(reply, user, session, other, traceparent, given, note, place, continued, waits);
    }

    /** Whether the reply runs to its end even if nobody follows it. */
    public boolean isInBackground() {
        return note.map(FrontNote::inBackground).orElse(false);
    }

    /**
     * The same header without the prompt, which only the writer needs: it may be large, and replies are kept for
     * minutes.
     */
    public ReplyHeader withoutPrompt() {
        return given.isEmpty() ? this : answering(Optional.empty());
    }
}
