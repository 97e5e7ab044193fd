package dev.runnel.limit;

import dev.runnel.ClientAddress;
import dev.runnel.ReplyId;
import dev.runnel.UserId;
import io.smallrye.mutiny.Uni;

/** Decides who may have a reply now. */
public interface RateLimiter {

    /**
     * Counts one request of the user and of the address, and takes one slot among the running replies.
     *
     * @param reply what the slot is taken for
     * @return the decision; it never fails, and waits at most for the configured time
     */
    Uni<Admission> admit(UserId user, ClientAddress address, ReplyId reply);

    /** The slot of a running reply that was admitted on another pod. That pod is gone and cannot give it back. */
    Permit adopt(UserId user, ReplyId reply);

    /**
     * Erases everything of the user except the slots of running replies. Fails with {@code SESSION_UNREACHABLE} if that
     * cannot be guaranteed now.
     */
    Uni<Void> forget(UserId user);
}
