package dev.runnel.session;

import dev.runnel.Message;
import java.util.List;
import java.util.UUID;

/**
 * Messages that are kept together or not at all.
 *
 * @param id tells a turn that is sent again, because nobody knows whether it arrived, from another one
 */
record Turn(String id, List<Message> messages) {

    static Turn of(List<Message> messages) {
        return new Turn(UUID.randomUUID().toString(), List.copyOf(messages));
    }
}
