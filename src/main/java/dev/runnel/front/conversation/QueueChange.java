package dev.runnel.front.conversation;

import dev.runnel.Failure;
import dev.runnel.FailureCode;
import dev.runnel.When;
import dev.runnel.http.HttpConfig;
import dev.runnel.http.MessageText;
import java.util.Optional;

/**
 * What is to be different about a message that waits; one of both at least.
 *
 * @param message what is asked instead
 * @param when {@code queue}, {@code steer} or {@code interrupt}
 */
record QueueChange(String message, String when) {

    /** Throws a {@code FailureException} if nothing is to be different. */
    static QueueChange checked(QueueChange change) {
        if (change == null) {
            throw Failure.of(FailureCode.INVALID_JSON).asException();
        }
        if (change.message() == null && change.when() == null) {
            throw Failure.of(FailureCode.REQUEST_INVALID, "Nothing is said that is to be changed.")
                    .asException();
        }
        return change;
    }

    /** Empty for the same; throws a {@code FailureException} that says what is wrong with it. */
    Optional<String> text(HttpConfig config) {
        return Optional.ofNullable(message).map(said -> MessageText.of(said, config));
    }

    /** As {@link #text}. */
    Optional<When> time() {
        return Optional.ofNullable(when).map(When::of);
    }
}
