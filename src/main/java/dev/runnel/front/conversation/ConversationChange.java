package dev.runnel.front.conversation;

import dev.runnel.Failure;
import dev.runnel.FailureCode;
import dev.runnel.ReplyId;

/**
 * What is to be different about a conversation.
 *
 * @param branch a turn of the branch that is to be the current one; required
 */
record ConversationChange(String branch) {

    /** The branch in this change; throws a {@code FailureException} that says what is wrong with it. */
    static ReplyId branchOf(ConversationChange change) {
        if (change == null) {
            throw Failure.of(FailureCode.INVALID_JSON).asException();
        }
        if (change.branch() == null) {
            throw Failure.of(FailureCode.REQUEST_INVALID, "Nothing is said that is to be changed.")
                    .asException();
        }
        return new ReplyId(change.branch());
    }
}
