package dev.runnel.ledger;

import dev.runnel.SessionId;
import dev.runnel.UserId;
import java.util.Optional;

/** A session of one user: others may have one with the same id. */
public record UserSession(UserId user, SessionId session) {

    /**
     * Whether it is one of these.
     *
     * @param wanted empty for all sessions of the user
     */
    public boolean isOf(UserId owner, Optional<SessionId> wanted) {
        return user.equals(owner) && wanted.map(session::equals).orElse(true);
    }
}
