package dev.runnel.model;

import dev.runnel.Failure;
import dev.runnel.FailureException;

/**
 * A provider that is at work but takes longer than anybody waits. The next one is asked, but the breaker does not count
 * it.
 */
final class TooSlowException extends FailureException {

    private static final long serialVersionUID = 1L;

    TooSlowException(Failure failure) {
        super(failure);
    }
}
