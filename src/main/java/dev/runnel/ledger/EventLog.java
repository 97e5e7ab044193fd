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
     * @param key when it names a reply of this user already, that reply is returned and nothing is opened; of several
     *     callers with the same key at the same moment, on whichever pods, one opens
     */
    Uni<Opening> open(ReplyHeader header, Optional<IdempotencyKey> key);

    /** The reply that this key names; empty when there is none. */
    Uni<Optional<ReplyId>> find(UserId user, IdempotencyKey key);

    /** Whose reply this is and how far it is; empty when it never was or has expired. */
    Uni<Optional<LoggedReply>> find(ReplyId reply);

    /**
     * The same for whoever says that it is theirs; empty also for another user's. That takes as long as to find that
     * there is none: nobody learns from the time of the answer which replies there are.
     */
    default Uni<Optional<LoggedReply>> find(UserId owner, ReplyId reply) {
        return find(reply).map(found -> found.filter(logged -> logged.isOf(owner)));
    }

    /** The reply that runs in this session, the latest if there are several; empty when none does. */
    Uni<Optional<ReplyId>> running(UserId user, SessionId session);

    /**
     * The events with a {@code seq} above {@code after}, past and future, without a gap or a repeat, ending with the
     * terminal one. Nothing is buffered for a viewer: it is given what it asks for, when it asks; one that asks for
     * nothing for too long while there is something to read is cut off with a {@link SlowViewerException}. An unknown
     * reply fails with {@code REPLY_UNKNOWN}; one that nobody writes any more, with {@link AbandonedReplyException}.
     *
     * @param after -1 for all events
     */
    Multi<SequencedEvent> follow(ReplyId reply, long after);

    /**
     * Makes this process the writer of a reply that nobody writes any more. Of several that try, one succeeds; whoever
     * wrote it before, and was only slow, cannot write on.
     *
     * @return empty when the reply has ended, is written by somebody, or was taken by another
     */
    Uni<Optional<Takeover>> takeOver(ReplyId reply);

    /** Asks whoever writes the reply to stop it; does nothing when nobody does. */
    Uni<Void> requestStop(ReplyId reply);

    /**
     * Leaves nothing of the user's replies, or of those of one session. Those that run are ended first, on whichever
     * pod, with {@code REPLY_UNKNOWN} for their viewers. Fails with {@code SESSION_UNREACHABLE} when that cannot be
     * promised now; it may be tried again.
     *
     * @param session empty for the replies of all sessions
     */
    Uni<Void> erase(UserId user, Optional<SessionId> session);

    /** Who is told what happens to replies of this process from outside. */
    void listen(Listener listener);

    /** Whether other processes can go on with what this one leaves. */
    boolean isShared();

    /** What an event that is shown now can rely on. */
    Durability durability();

    /** Tells everybody that this process writes no replies any more: others may take over what it has abandoned. */
    Uni<Void> resign();

    /** What happens to replies of this process from outside. */
    interface Listener {

        /** Somebody asked another pod to stop a reply that is written here. */
        void stopRequested(ReplyId reply);

        /** Another pod writes the reply now: this one was taken for dead. */
        void lost(ReplyId reply);

        /**
         * Nothing may be left of the reply. Its viewers are still there, and are sent away next.
         *
         * @return done when nothing of it will be written any more
         */
        Uni<Void> erased(ReplyId reply);
    }
}
