package dev.runnel.ledger;

import dev.runnel.IdempotencyKey;
import dev.runnel.ReplyId;
import dev.runnel.SequencedEvent;
import dev.runnel.SessionId;
import dev.runnel.UserId;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import java.util.Optional;

/** Keeps the events of every reply while it runs and for the retention after its end. */
public interface EventLog {

    /**
     * Opens the log of a new reply. The caller is its only writer.
     *
     * @param key if it already names a reply of this user, that reply is returned and nothing is opened; of several
     *     callers with the same key at the same moment, on any pods, one opens
     */
    Uni<Opening> open(ReplyHeader header, Optional<IdempotencyKey> key);

    /** The reply that this key names; empty if there is none. */
    Uni<Optional<ReplyId>> find(UserId user, IdempotencyKey key);

    /** Whose reply this is and how far it is; empty if it never existed or has expired. */
    Uni<Optional<LoggedReply>> find(ReplyId reply);

    /**
     * The same for a given owner; empty also for another user's reply. Takes as long as finding that there is none, so
     * that the response time does not tell which replies exist.
     */
    default Uni<Optional<LoggedReply>> find(UserId owner, ReplyId reply) {
        return find(reply).map(found -> found.filter(logged -> logged.isOf(owner)));
    }

    /** The reply that is running in this session, the latest if there are several; empty if none is. */
    Uni<Optional<ReplyId>> running(UserId user, SessionId session);

    /**
     * The events with a {@code seq} above {@code after}, past and future, without a gap or a repeat, ending with the
     * terminal one. Nothing is buffered for a viewer: it gets events when it requests them. A viewer that requests
     * nothing for too long while there are unread events is cut off with a {@link SlowViewerException}. An unknown
     * reply fails with {@code REPLY_UNKNOWN}, an abandoned one with {@link AbandonedReplyException}.
     *
     * @param after -1 for all events
     */
    Multi<SequencedEvent> follow(ReplyId reply, long after);

    /**
     * Makes this process the writer of an abandoned reply. Of several that try, one succeeds. A previous writer that
     * was only slow cannot write any more.
     *
     * @return empty if the reply has ended, has a writer, or was taken by another process
     */
    Uni<Optional<Takeover>> takeOver(ReplyId reply);

    /** Asks the writer of the reply to stop it; does nothing if there is none. */
    Uni<Void> requestStop(ReplyId reply);

    /**
     * Erases the user's replies, or those of one session. Running ones are ended first, on whichever pod, with {@code
     * REPLY_UNKNOWN} for their viewers. Fails with {@code SESSION_UNREACHABLE} if that cannot be guaranteed now; the
     * caller may try again.
     *
     * @param session empty for the replies of all sessions
     */
    Uni<Void> erase(UserId user, Optional<SessionId> session);

    /** Erases one reply of the user, as above; nothing happens if there is none. */
    Uni<Void> erase(UserId user, ReplyId reply);

    /** Sets the listener for what happens to this process's replies from outside. */
    void listen(Listener listener);

    /** Whether other processes can continue the replies that this one leaves. */
    boolean isShared();

    /** What an event that is shown now can rely on. */
    Durability durability();

    /**
     * Announces that this process writes no replies any more: others may take over those it has abandoned. Does nothing
     * where there are no others.
     */
    default Uni<Void> resign() {
        return Uni.createFrom().voidItem();
    }

    /** Receives what happens to this process's replies from outside. */
    interface Listener {

        /** Another pod was asked to stop a reply that is written here. */
        void stopRequested(ReplyId reply);

        /** Another pod writes the reply now, because it took this process for dead. */
        void lost(ReplyId reply);

        /**
         * The reply has to be erased. Its viewers are still there, and are disconnected next.
         *
         * @return completes when nothing more will be written of it
         */
        Uni<Void> erased(ReplyId reply);
    }
}
