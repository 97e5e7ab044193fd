package dev.runnel.webhook;

import dev.runnel.ReplyId;
import dev.runnel.SessionId;
import dev.runnel.UserId;
import io.smallrye.mutiny.Uni;
import java.util.Optional;

/** Hands finished turns on, if that is configured. */
public interface TurnWebhook {

    /**
     * Keeps the turn until it was delivered: at least once, also if this process is killed meanwhile and there is a Redis.
     * Never fails.
     */
    Uni<Void> ended(EndedTurn turn);

    /**
     * Forgets what was not delivered yet. Fails with {@code SESSION_UNREACHABLE} if that cannot be guaranteed now.
     *
     * @param session empty for all of the user's
     * @param reply empty for all of the session's
     */
    Uni<Void> forget(UserId user, Optional<SessionId> session, Optional<ReplyId> reply);
}
