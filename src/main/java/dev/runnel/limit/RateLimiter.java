package dev.runnel.limit;

import dev.runnel.ClientAddress;
import dev.runnel.Failure;
import dev.runnel.FailureCode;
import dev.runnel.ReplyId;
import dev.runnel.UserId;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.Optional;

/** Decides who may have a reply now. */
public interface RateLimiter {

    /** This pod has no room. Within seconds other pods take load off it, or its own replies end. */
    Failure POD_IS_FULL = Failure.retryAfter(FailureCode.OVERLOADED, Duration.ofSeconds(5));

    /**
     * Counts one request of the user and of the address, and takes one slot among the running replies.
     *
     * @param reply what the slot is taken for
     * @return the decision; it never fails, and waits at most for the configured time
     */
    Uni<Admission> admit(UserId user, ClientAddress address, ReplyId reply);

    /**
     * Counts one request that needs no slot yet, as that of a reply which has to wait.
     *
     * @return why it is refused; empty if it was counted
     */
    Uni<Optional<Failure>> count(UserId user, ClientAddress address);

    /** Takes one slot for a reply that was counted before; decides as {@link #admit} does. */
    Uni<Admission> seat(UserId user, ReplyId reply);

    /** The slot of a running reply that was admitted on another pod. That pod is gone and cannot give it back. */
    Permit adopt(UserId user, ReplyId reply);

    /**
     * Erases everything of the user except the slots of running replies. Fails with {@code SESSION_UNREACHABLE} if that
     * cannot be guaranteed now.
     */
    Uni<Void> forget(UserId user);
}
