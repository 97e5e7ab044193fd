package dev.runnel.limit;

import dev.runnel.ClientAddress;
import dev.runnel.UserId;
import io.smallrye.mutiny.Uni;

/** Decides who may have a reply now. */
public interface RateLimiter {

    /**
     * Counts one request of the user and of the address, and takes one slot among the running replies.
     *
     * @return the decision; it never fails, and waits at most for the configured bound
     */
    Uni<Admission> admit(UserId user, ClientAddress address);

    /**
     * Leaves nothing of the user but the slots of replies that run. Fails with {@code SESSION_UNREACHABLE} when that
     * cannot be promised now.
     */
    Uni<Void> forget(UserId user);
}
