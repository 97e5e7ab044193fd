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
     * @param key the request's idempotency key. If this user has a reply with this key already, that reply is returned
     *     and no log is opened. Of several simultaneous callers with one key, on any pods, only one opens a log
     */
    Uni<Opening> open(ReplyHeader header, Optional<IdempotencyKey> key);

    /**
     * Assigns a key to a reply that will be opened with it. The others may find the reply by its key before it is there.
     *
     * @return the reply that has the key already; empty if it is this one's now
     */
    Uni<Optional<ReplyId>> claim(UserId user, IdempotencyKey key, ReplyId reply);

    /** The reply is not opened after all: its key is free again. */
    Uni<Void> release(UserId user, IdempotencyKey key, ReplyId reply);

    /** The reply that was started with this key; empty if there is none. */
    Uni<Optional<ReplyId>> find(UserId user, IdempotencyKey key);

    /** The reply's owner and its progress; empty if the reply never existed or has expired. */
    Uni<Optional<LoggedReply>> find(ReplyId reply);

    /**
     * The same, but empty for another user's reply, too. That takes as long as for a reply that does not exist: the
     * response time must not tell which replies exist.
     */
    default Uni<Optional<LoggedReply>> find(UserId owner, ReplyId reply) {
        return find(reply).map(found -> found.filter(logged -> logged.isOf(owner)));
    }

    /**
     * The reply that runs in this session, the latest if there are several; empty if none runs. Fails with {@code
     * REPLY_UNREACHABLE} if none runs here, and it cannot be known now whether one runs elsewhere.
     */
    Uni<Optional<ReplyId>> running(UserId user, SessionId session);

    /**
     * The events with a {@code seq} above {@code after}, past and future, without gaps or repeats, up to the terminal
     * event. Nothing is buffered for a viewer: it gets events when it requests them. A viewer that leaves events unread
     * for too long is disconnected with a {@link SlowViewerException}. Fails with {@code REPLY_UNKNOWN} if there is no
     * such reply, and with {@link AbandonedReplyException} if no pod writes it any more.
     *
     * @param after -1 for all events
     */
    Multi<SequencedEvent> follow(ReplyId reply, long after);

    /**
     * Makes this process the writer of an abandoned reply. If several processes try, one succeeds. The previous writer
     * may be alive but slow; from then on it cannot write to this reply.
     *
     * @return empty if the reply has ended, still has a writer, or was taken over by another process
     */
    default Uni<Optional<Takeover>> takeOver(ReplyId reply) {
        return Uni.createFrom().item(Optional.empty());
    }

    /** Asks the process that writes the reply to stop it; does nothing if there is none. */
    default Uni<Void> requestStop(ReplyId reply) {
        return Uni.createFrom().voidItem();
    }

    /** Tells the process that writes the reply that the line of its session has changed; as {@link #requestStop}. */
    Uni<Void> tellLineChanged(ReplyId reply);

    /**
     * Erases the user's replies, or those of one session. Running replies are ended first, whichever pod writes them;
     * their viewers get {@code REPLY_UNKNOWN}. Fails with {@code SESSION_UNREACHABLE} if a complete erasure cannot be
     * guaranteed now; the caller may try again.
     *
     * @param session empty for the replies of all sessions
     */
    Uni<Void> erase(UserId user, Optional<SessionId> session);

    /** Erases one reply of the user in the same way; does nothing if there is none. */
    Uni<Void> erase(UserId user, ReplyId reply);

    /** Sets the listener for what other processes do to replies that this one writes. */
    void listen(Listener listener);

    /** Whether other processes can continue the replies that this one abandons. */
    boolean isShared();

    /** Whether an event that is appended now is in Redis before viewers see it. */
    Durability durability();

    /**
     * Gives up this process's lease, because it writes no replies any more. Other processes may then take over the
     * replies that it has abandoned. Does nothing without Redis.
     */
    default Uni<Void> resign() {
        return Uni.createFrom().voidItem();
    }

    /** Is told what other processes do to replies that this one writes. */
    interface Listener {

        /** A reply that is written here has to be stopped: a client has asked another pod for it. */
        void stopRequested(ReplyId reply);

        /** The line of a session has changed in which this reply, which is written here, runs. */
        void lineChanged(ReplyId reply);

        /** Another pod has taken the reply over, because it took this process for dead. */
        void lost(ReplyId reply);

        /**
         * The reply has to be erased. Its viewers are disconnected after this call.
         *
         * @return completes when nothing more is written of the reply
         */
        Uni<Void> erased(ReplyId reply);
    }
}
