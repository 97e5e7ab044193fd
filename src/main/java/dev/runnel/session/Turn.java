package dev.runnel.session;

import dev.runnel.Message;
import dev.runnel.ReplyId;
import java.util.List;

/**
 * A question and its answer, which are kept together or not at all.
 *
 * @param reply which reply; a turn that is told twice, because nobody knew whether it arrived, is kept once
 * @param messages in the order in which they were said
 * @param writer how often the reply had been taken over by another pod when this was told; of two that tell the same
 *     reply, each as it wrote it, the later one is right
 */
public record Turn(ReplyId reply, List<Message> messages, long writer) {

    public Turn {
        messages = List.copyOf(messages);
    }

    /** Of a reply that one pod wrote. */
    public Turn(ReplyId reply, List<Message> messages) {
        this(reply, messages, 0);
    }
}
