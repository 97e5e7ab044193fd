package dev.runnel.reply;

import dev.runnel.FrontNote;
import dev.runnel.SequencedEvent;
import dev.runnel.SessionId;
import java.util.List;
import java.util.Optional;

/**
 * A reply as it is at one moment.
 *
 * @param session in which conversation
 * @param question the message that it answers
 * @param note what the front that asked keeps with it
 * @param events all so far; the last one is the terminal one if the reply has ended
 */
public record KnownReply(SessionId session, String question, Optional<FrontNote> note, List<SequencedEvent> events) {

    public KnownReply {
        events = List.copyOf(events);
    }
}
