package dev.runnel.limit;

import dev.runnel.ClientAddress;
import dev.runnel.UserId;
import io.smallrye.mutiny.Uni;

/** Decides who may have a reply now. */
public interface RateLimiter {

    /**
     * Counts one request of the user and of the address, and takes one slot among the running replies.
     *
     * @return the decision; it never fails, and waits at most for the configured time
     */
    Uni<Admission> admit(UserId user, ClientAddress address);

    /**
     * Erases everything of the user except the slots of running replies. Fails with {@code SESSION_UNREACHABLE} if that
     * cannot be guaranteed now.
     */
    Uni<Void> forget(UserId user);
}
