package dev.runnel.provider;

import io.vertx.core.MultiMap;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;

/** How long a provider asks to be left alone (RFC 9110, section 10.2.3; OpenAI adds {@code retry-after-ms}). */
final class RetryAfter {

    private RetryAfter() {}

    static Optional<Duration> of(MultiMap headers, Clock clock) {
        return Optional.ofNullable(headers.get("retry-after-ms"))
                .flatMap(RetryAfter::parseSeconds)
                .map(millis -> millis.dividedBy(1000))
                .or(() -> Optional.ofNullable(headers.get("Retry-After"))
                        .flatMap(value -> parseSeconds(value).or(() -> parseDate(value, clock))));
    }

    /** A number of seconds, perhaps with a fraction; empty for anything else. */
    static Optional<Duration> parseSeconds(String value) {
        try {
            double seconds = Double.parseDouble(value.strip());
            boolean sane = seconds >= 0 && seconds < Duration.ofDays(365).toSeconds();
            return sane ? Optional.of(Duration.ofMillis(Math.round(seconds * 1000))) : Optional.empty();
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    private static Optional<Duration> parseDate(String value, Clock clock) {
        try {
            ZonedDateTime date = ZonedDateTime.parse(value.strip(), DateTimeFormatter.RFC_1123_DATE_TIME);
            Duration wait = Duration.between(clock.instant(), date.toInstant());
            return Optional.of(wait.isNegative() ? Duration.ZERO : wait);
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }
}
