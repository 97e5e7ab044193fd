package dev.runnel.front.conversation;

import dev.runnel.Failure;
import dev.runnel.FailureCode;
import dev.runnel.ReplyId;
import dev.runnel.http.MessageText;
import java.util.Optional;

/**
 * What is to be different about a conversation; one of both at least.
 *
 * @param title what it is called from now on
 * @param branch a turn of the branch that is to be the current one
 */
record ConversationChange(String title, String branch) {

    private static final int MAX_TITLE = 200;

    /** Throws a {@code FailureException} that says what is wrong with this change. */
    static ConversationChange checked(ConversationChange change) {
        if (change == null) {
            throw Failure.of(FailureCode.INVALID_JSON).asException();
        }
        if (change.title() == null && change.branch() == null) {
            throw invalid("Nothing is said that is to be changed.");
        }
        change.newTitle();
        change.newBranch();
        return change;
    }

    /** On one line. */
    Optional<String> newTitle() {
        return Optional.ofNullable(title).map(said -> {
            String line = MessageText.cleaned(said).strip().replaceAll("\\s+", " ");
            if (line.isEmpty() || line.codePointCount(0, line.length()) > MAX_TITLE) {
                throw invalid("A title has 1 to " + MAX_TITLE + " characters.");
            }
            return line;
        });
    }

    Optional<ReplyId> newBranch() {
        return Optional.ofNullable(branch).map(ReplyId::new);
    }

    private static RuntimeException invalid(String why) {
        return Failure.of(FailureCode.REQUEST_INVALID, why).asException();
    }
}
