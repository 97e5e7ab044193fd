package dev.runnel.session;

import dev.runnel.Message;
import dev.runnel.ReplyId;
import java.util.List;

/**
 * A question and its answer, which are kept together or not at all.
 *
 * @param reply which reply; a turn that is told twice, because nobody knew whether it arrived, is kept once
 * @param messages in the order in which they were said
 */
public record Turn(ReplyId reply, List<Message> messages) {

    public Turn {
        messages = List.copyOf(messages);
    }
}
