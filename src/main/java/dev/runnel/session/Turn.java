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
