package dev.runnel.session;

import dev.runnel.UserId;
import io.smallrye.mutiny.Uni;
import java.util.Optional;

/**
 * A secret of each user, for what the user's client keeps in this service's place. It lives as long as a conversation, from
 * its last use on, and is the same for all pods.
 */
public interface UserKeys {

    /** Bytes of a key. */
    int LENGTH = 32;

    /** The user's key; made now if there is none. Fails with {@code SESSION_UNREACHABLE} if it cannot be had now. */
    Uni<byte[]> of(UserId user);

    /** The same; empty if there is none. */
    Uni<Optional<byte[]>> find(UserId user);

    /** What was made with the user's key can never be read again. Fails as {@link #of} does. */
    Uni<Void> forget(UserId user);
}
