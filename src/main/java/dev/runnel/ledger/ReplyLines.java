package dev.runnel.ledger;

import dev.runnel.ReplyId;
import dev.runnel.SessionId;
import dev.runnel.UserId;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** Keeps the line of each session, for all pods. */
public interface ReplyLines {

    /** A reply takes its place this much before it has its log, at most. */
    Duration ABOUT_TO_OPEN = Duration.ofSeconds(2);

    /** The line as it is now. */
    Uni<ReplyLine> look(UserId user, SessionId session);

    /** The lines of the user's sessions in which a reply runs or waits. */
    Uni<Map<SessionId, ReplyLine>> lookAtAll(UserId user);

    /**
     * Changes a line. Of several changes at once, on any pods, each begins with what the one before has left.
     *
     * @param change called again if the line has changed meanwhile; if it fails, nothing is changed and this fails too
     * @return the line after it. While Redis is away, it has only what this process knows; the change is repeated when
     *     Redis is back
     */
    Uni<ReplyLine> change(UserId user, SessionId session, UnaryOperator<ReplyLine> change);

    /**
     * The same for what somebody wants done to a reply that waits. Fails with {@code SESSION_UNREACHABLE} while Redis is
     * away, unless the reply is of this process: it could begin elsewhere, and nobody would have been told.
     */
    default Uni<ReplyLine> changeWaiting(
            UserId user, SessionId session, ReplyId reply, UnaryOperator<ReplyLine> change) {
        return change(user, session, change);
    }

    /**
     * Erases the lines of the user, or that of one session. Fails with {@code SESSION_UNREACHABLE} if that cannot be
     * guaranteed now.
     *
     * @param session empty for all
     */
    Uni<Void> erase(UserId user, Optional<SessionId> session);
}
