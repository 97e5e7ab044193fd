package dev.runnel.front.conversation;

import dev.runnel.Failure;
import dev.runnel.FailureCode;
import java.time.Duration;

/**
 * A page's report of how long a reply was read.
 *
 * @param seconds the reading time; required
 */
record ReadingReport(Double seconds) {

    /** Nobody reads one reply for longer. A larger value means that the device's clock was changed meanwhile. */
    private static final int MAX_SECONDS = 3_600;

    /** The reading time in this report; throws a {@code FailureException} if it is missing or out of range. */
    static Duration time(ReadingReport report) {
        if (report == null) {
            throw Failure.of(FailureCode.INVALID_JSON).asException();
        }
        Double seconds = report.seconds();
        if (seconds == null || !(seconds >= 0 && seconds <= MAX_SECONDS)) {
            throw Failure.of(
                            FailureCode.REQUEST_INVALID,
                            "The reading time must be between 0 and " + MAX_SECONDS + " seconds.")
                    .asException();
        }
        return Duration.ofMillis(Math.round(seconds * 1_000));
    }
}
