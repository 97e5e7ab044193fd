package dev.runnel.session;

import dev.runnel.Message;
import dev.runnel.SessionId;
import dev.runnel.UserId;
import io.smallrye.mutiny.Uni;
import java.util.List;

/** Keeps conversations. A session belongs to its user: the same id under another user is another, empty session. */
public interface SessionStore {

    /**
     * What was said in the session so far.
     *
     * @return the session; an empty one when nothing was said, or when it expired
     */
    Uni<Session> load(UserId user, SessionId session);

    /**
     * Adds the messages of one turn, all or none, and starts the session's time to live anew. The oldest messages
     * beyond the window are dropped.
     */
    Uni<Void> append(UserId user, SessionId session, List<Message> turn);
}
