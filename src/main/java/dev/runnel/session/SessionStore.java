package dev.runnel.session;

import dev.runnel.Context;
import dev.runnel.ReplyId;
import dev.runnel.SessionId;
import dev.runnel.TurnPlace;
import dev.runnel.UserId;
import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.Optional;

/**
 * Keeps conversations. A session belongs to its user: the same id under another user is another, empty session. It
 * exists from its first turn until it expires or is erased.
 */
public interface SessionStore {

    /** More sessions than anybody scrolls through. */
    int MAX_LISTED = 100;

    /** As many as a user has, unless the limit was raised. */
    int MAX_SEARCHED = 500;

    /**
     * The session for a prompt.
     *
     * @param place where its turn belongs
     * @return the branch up to there; an empty session if nothing was said, or if it expired. Fails with {@code
     *     SESSION_UNREACHABLE} if it cannot be known now whether there is such a place
     */
    Uni<Session> load(UserId user, SessionId session, TurnPlace place);

    /**
     * The session for a reader; empty if it does not exist. One that only has a title has no turns. Older turns may come
     * without their messages: see {@link #read}.
     */
    Uni<Optional<Transcript>> find(UserId user, SessionId session);

    /** Whether what is not found now does not exist. */
    default boolean isCertain() {
        return true;
    }

    /**
     * The same turns with their messages. Those that are there no more, or cannot be had now, are left out.
     *
     * @param turns as {@link #find} has found them
     */
    Uni<List<Turn>> read(UserId user, SessionId session, List<Turn> turns);

    /**
     * Adds a turn, all of it or nothing, and restarts the session's time to live. The current branch then ends with it.
     * The oldest messages beyond the window are dropped. A turn whose reply is stored already is not added again; with a
     * later writer it replaces the other. One that went on from another takes the place of that.
     *
     * @param context what the session is about since this turn, as {@link #setContext} would set it a moment later;
     *     empty if nothing was learned, or not yet
     */
    Uni<Void> append(UserId user, SessionId session, Turn turn, Optional<Context> context);

    /**
     * Makes another branch the current one: that of this turn, up to the latest one that follows it. Fails with {@code
     * SESSION_UNREACHABLE} if that cannot be done now.
     *
     * @return false if there is no such turn
     */
    Uni<Boolean> choose(UserId user, SessionId session, ReplyId turn);

    /**
     * Gives the session another title. Fails with {@code SESSION_UNREACHABLE} if that cannot be done now.
     *
     * @return false if there is no such session
     */
    Uni<Boolean> rename(UserId user, SessionId session, String title);

    /**
     * Gives a session its title before its first turn, which is about to come; from now on the session is listed. Fails as
     * {@link #rename} does.
     */
    Uni<Void> nameFirst(UserId user, SessionId session, String title);

    /**
     * Replaces what the session is about, and restarts its time to live; the last writer wins. Before the first turn
     * the context waits in this process, and is stored with that turn: a context alone creates no session, and restores
     * none that was erased meanwhile.
     */
    Uni<Void> setContext(UserId user, SessionId session, Context context);

    /**
     * Replaces the session's summary, and restarts its time to live; the last writer wins. Does nothing if there is no
     * session, or if the session has fewer messages than the summary covers: then the messages were erased.
     */
    Uni<Void> setSummary(UserId user, SessionId session, Summary summary);

    /** The user's sessions, the last used first; at most so many. */
    Uni<List<ListedSession>> list(UserId user, int max);

    /**
     * Erases the session, which may not exist. Fails with {@code SESSION_UNREACHABLE} if that cannot be guaranteed now.
     */
    Uni<Void> erase(UserId user, SessionId session);

    /** Erases all sessions of the user; fails as {@link #erase} does. */
    Uni<Void> eraseAll(UserId user);
}
