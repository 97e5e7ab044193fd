package dev.runnel;

import java.time.Duration;
import java.util.Objects;
import java.util.Optional;

/**
 * Why a request was refused or a reply ended badly, as a value.
 *
 * @param code the stable reason
 * @param message a sentence fit to show to a person; never a provider's own text, which may quote the prompt
 * @param retryAfter how long to wait before the same request may succeed, where that is known
 * @param parameter the path of the request's field that is at fault, where it is one: {@code messages[0].role}
 */
public record Failure(FailureCode code, String message, Optional<Duration> retryAfter, Optional<String> parameter) {

    public Failure {
        Objects.requireNonNull(code);
        Objects.requireNonNull(message);
        Objects.requireNonNull(retryAfter);
        Objects.requireNonNull(parameter);
    }

    /** A failure for which no single field of the request is to blame. */
    public Failure(FailureCode code, String message, Optional<Duration> retryAfter) {
        this(code, message, retryAfter, Optional.empty());
    }

    /** A failure with the code's own sentence. */
    public static Failure of(FailureCode code) {
        return new Failure(code, code.sentence(), Optional.empty());
    }

    /** A failure whose message says more than the code's own. */
    public static Failure of(FailureCode code, String message) {
        return new Failure(code, message, Optional.empty());
    }

    /** A request that is refused because of one of its fields. */
    public static Failure ofParameter(FailureCode code, String message, String parameter) {
        return new Failure(code, message, Optional.empty(), Optional.of(parameter));
    }

    /** A failure after which the same request may succeed in {@code wait}. */
    public static Failure retryAfter(FailureCode code, Duration wait) {
        return new Failure(code, code.sentence(), Optional.of(wait));
    }

    /** {@code retryAfter} in whole seconds, rounded up: a client that waits for it is never early. */
    public Optional<Long> retryAfterSeconds() {
        return retryAfter.map(wait -> Math.max(1, wait.plusNanos(999_999_999).toSeconds()));
    }

    /** This failure as an exception, for code that can only throw. */
    public FailureException asException() {
        return new FailureException(this);
    }
}
