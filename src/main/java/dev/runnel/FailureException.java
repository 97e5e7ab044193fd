package dev.runnel;

/**
 * Carries a {@link Failure} through code that can only throw. It has no stack trace, because it is an expected answer.
 */
public class FailureException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient Failure failure;

    public FailureException(Failure failure) {
        super(failure.code().wireName(), null, false, false);
        this.failure = failure;
    }

    public Failure failure() {
        return failure;
    }

    /** What to tell the caller about any throwable: its failure, or {@link FailureCode#INTERNAL_ERROR}. */
    public static Failure of(Throwable thrown) {
        return thrown instanceof FailureException known ? known.failure() : Failure.of(FailureCode.INTERNAL_ERROR);
    }
}
