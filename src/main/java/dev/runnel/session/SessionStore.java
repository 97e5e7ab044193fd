package dev.runnel.session;

import dev.runnel.Context;
import dev.runnel.SessionId;
import dev.runnel.UserId;
import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.Optional;

/**
 * Keeps conversations. A session belongs to its user: the same id under another user is another, empty session. It
 * exists from its first turn until it expires or is erased.
 */
public interface SessionStore {

    /** The newest sessions that {@link #list} returns; more than anybody scrolls through. */
    int MAX_LISTED = 100;

    /**
     * What was said in the session so far, for the next prompt.
     *
     * @return the session; an empty one when nothing was said, or when it expired
     */
    Uni<Session> load(UserId user, SessionId session);

    /** What was said in the session so far, for a reader; empty when it does not exist. */
    Uni<Optional<Transcript>> find(UserId user, SessionId session);

    /**
     * Adds a turn, all of it or nothing, and starts the session's time to live anew. The oldest messages beyond the
     * window are dropped. A turn of a reply that is kept already is not added again; it takes the other's place when it
     * has a later writer.
     *
     * @param context what the session is about since this turn, as {@link #setContext} would say it a moment later;
     *     empty when nothing was learned, or not yet
     */
    Uni<Void> append(UserId user, SessionId session, Turn turn, Optional<Context> context);

    /**
     * Replaces what the session is about, and starts its time to live anew; the last writer wins. Before the first turn
     * the context waits in this process, and is kept with that turn; it brings no session into being, and none back
     * that was erased meanwhile.
     */
    Uni<Void> setContext(UserId user, SessionId session, Context context);

    /**
     * Replaces the session's summary, and starts its time to live anew; the last writer wins. Does nothing when there
     * is no session, or one in which less was said than the summary covers: then what it sums up was erased.
     */
    Uni<Void> setSummary(UserId user, SessionId session, Summary summary);

    /** The user's sessions, the last used first; at most {@link #MAX_LISTED}. */
    Uni<List<ListedSession>> list(UserId user);

    /**
     * Leaves nothing of the session; there may be nothing. Fails with {@code SESSION_UNREACHABLE} when that cannot be
     * promised now.
     */
    Uni<Void> erase(UserId user, SessionId session);

    /** Leaves nothing of any session of the user; fails as {@link #erase} does. */
    Uni<Void> eraseAll(UserId user);
}
