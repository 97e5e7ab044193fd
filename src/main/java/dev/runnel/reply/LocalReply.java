package dev.runnel.reply;

import dev.runnel.FinishReason;
import io.smallrye.mutiny.Uni;

/** A reply that this process writes. */
interface LocalReply {

    /** Ends the reply with the text so far: {@code STOPPED} or {@code LIMIT}. Does nothing if it has ended. */
    void stop(FinishReason reason);

    /** Ends the reply with a failure. */
    void fail(Throwable thrown);

    /** Leaves the reply to another pod: nothing is stored and no end is sent, because the reply continues there. */
    void handOver();

    /**
     * Erases the reply: nothing is stored. The caller closes its log.
     *
     * @return completes when nothing more is written of it
     */
    Uni<Void> forget();

    /** The line of its session has changed. */
    void lineChanged();

    /** A viewer has begun to follow the reply. */
    void viewed();

    /** Called several times a second by this process's timer. */
    void tick(long now);
}
