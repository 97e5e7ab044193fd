package dev.runnel.session;

import dev.runnel.Context;
import dev.runnel.Message;
import dev.runnel.SessionId;
import java.util.List;

/**
 * A conversation as a prompt needs it.
 *
 * @param id its id
 * @param messages oldest first; at most the configured window
 * @param dropped the number of older messages that are outside the window
 * @param context what it is about
 * @param summary of its beginning; it may also cover some of {@code messages}
 */
public record Session(SessionId id, List<Message> messages, long dropped, Context context, Summary summary) {

    public Session {
        messages = List.copyOf(messages);
    }

    /** A session in which nothing was said. */
    public static Session empty(SessionId id) {
        return new Session(id, List.of(), 0, Context.NONE, Summary.NONE);
    }
}
