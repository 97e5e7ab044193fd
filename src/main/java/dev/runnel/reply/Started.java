package dev.runnel.reply;

import dev.runnel.ReplyId;

/**
 * The reply that answers a question.
 *
 * @param after the number of the last event before the answer: -1, unless the question was taken in by a reply that ran
 *     already
 */
public record Started(ReplyId reply, long after) {

    static Started of(ReplyId reply) {
        return new Started(reply, -1);
    }
}
