package dev.runnel.session;

import dev.runnel.ReplyId;
import java.util.Objects;
import java.util.Optional;

/**
 * A summary of a conversation's beginning, for prompts that have no room for all of it.
 *
 * @param text the summary
 * @param covers the number of messages that the text stands for, counted from the first of the branch
 * @param last the last turn that it covers: a branch without that turn has no summary. Empty if that is not known, as of
 *     older versions, and the conversation has one branch
 */
public record Summary(String text, long covers, Optional<ReplyId> last) {

    /** Nothing was summarized. */
    public static final Summary NONE = new Summary("", 0, Optional.empty());

    /** Of what was said before the first message of the session. */
    public static Summary ofBefore(String text) {
        return new Summary(text, 0, Optional.empty());
    }

    /** Whether it covers no message of the session. */
    public boolean isOfBefore() {
        return covers == 0 && last.isEmpty();
    }

    public Summary {
        Objects.requireNonNull(text);
        Objects.requireNonNull(last);
    }
}
