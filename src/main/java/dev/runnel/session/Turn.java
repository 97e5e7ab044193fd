package dev.runnel.session;

import dev.runnel.Message;
import dev.runnel.ReplyId;
import java.util.List;

/**
 * A question and its answer, which are stored together or not at all.
 *
 * @param reply the id of the reply; a turn that is sent twice, because it was unknown whether it arrived, is stored
 *     once
 * @param messages in the order in which they were said
 */
public record Turn(ReplyId reply, List<Message> messages) {

    public Turn {
        messages = List.copyOf(messages);
    }
}
