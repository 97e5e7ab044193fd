package dev.runnel.ledger;

import dev.runnel.FrontNote;
import dev.runnel.GivenPrompt;
import dev.runnel.ReplyId;
import dev.runnel.SessionId;
import dev.runnel.UserId;
import java.util.Optional;

/**
 * What is known of a reply before its first token.
 *
 * @param user whose reply it is
 * @param session in which conversation
 * @param question the message that it answers; another pod needs it to continue
 * @param traceparent the span of the reply where it began, as W3C Trace Context writes it; empty without a collector
 * @param given the whole prompt, if the caller keeps the conversation itself; only known to who writes the reply
 * @param note what the front that asked keeps with it
 */
public record ReplyHeader(
        ReplyId reply,
        UserId user,
        SessionId session,
        String question,
        Optional<String> traceparent,
        Optional<GivenPrompt> given,
        Optional<FrontNote> note) {

    /** Of a reply without a trace. */
    public ReplyHeader(ReplyId reply, UserId user, SessionId session, String question) {
        this(reply, user, session, question, Optional.empty(), Optional.empty(), Optional.empty());
    }

    /** The same with the span that was made for it. */
    public ReplyHeader tracedAs(Optional<String> span) {
        return new ReplyHeader(reply, user, session, question, span, given, note);
    }

    /** The same with the prompt that came with the question. */
    public ReplyHeader answering(Optional<GivenPrompt> prompt) {
        return new ReplyHeader(reply, user, session, question, traceparent, prompt, note);
    }

    /** The same with what its front keeps. */
    public ReplyHeader noting(Optional<FrontNote> kept) {
        return new ReplyHeader(reply, user, session, question, traceparent, given, kept);
    }

    /** Whether it goes on without any viewer. */
    public boolean isInBackground() {
        return note.map(FrontNote::inBackground).orElse(false);
    }

    /** The same for who only reads the reply: a prompt may be large, and replies are kept for minutes. */
    public ReplyHeader withoutPrompt() {
        return given.isEmpty() ? this : answering(Optional.empty());
    }
}
