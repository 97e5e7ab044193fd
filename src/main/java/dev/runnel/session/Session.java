package dev.runnel.session;

import dev.runnel.Message;
import dev.runnel.SessionId;
import java.util.List;

/**
 * A conversation as it stands.
 *
 * @param id its name
 * @param messages oldest first; at most the configured window
 */
public record Session(SessionId id, List<Message> messages) {

    public Session {
        messages = List.copyOf(messages);
    }
}
