package dev.runnel.model;

import dev.runnel.Failure;
import dev.runnel.FailureException;

/** A provider that is at work, and takes longer than anybody waits: left for another one, but no proof that it is ill. */
final class TooSlowException extends FailureException {

    private static final long serialVersionUID = 1L;

    TooSlowException(Failure failure) {
        super(failure);
    }
}
