package dev.runnel.reply;

import dev.runnel.UserId;
import dev.runnel.limit.Traffic;
import dev.runnel.session.UserKeys;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;

/** Hands out the seals of users. */
@ApplicationScoped
public class Seals {

    private final Traffic traffic;
    private final UserKeys keys;

    Seals(Traffic traffic, UserKeys keys) {
        this.traffic = traffic;
        this.keys = keys;
    }

    /**
     * The user's seal. Fails with {@code SESSION_UNREACHABLE} if it cannot be had now, and with {@code RATE_LIMITED} if the
     * user reads too much.
     */
    public Uni<Seal> of(UserId user) {
        return traffic.read(user).chain(() -> keys.of(user)).map(key -> new Seal(user, key));
    }

    /** The same; empty if nothing is sealed with it, or if that was too long ago. */
    public Uni<Optional<Seal>> find(UserId user) {
        return traffic.read(user).chain(() -> keys.find(user)).map(found -> found.map(key -> new Seal(user, key)));
    }
}
