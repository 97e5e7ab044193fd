package dev.runnel.provider;

import io.vertx.core.MultiMap;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How long a provider asks to wait before the next call (RFC 9110, section 10.2.3; OpenAI adds {@code retry-after-ms}).
 */
final class RetryAfter {

    private static final Pattern SECONDS =
            Pattern.compile("(\\d{1,12}(?:\\.\\d{0,9})?|\\.\\d{1,9})\\s*(s|ms|sec|seconds)?");

    private RetryAfter() {}

    static Optional<Duration> of(MultiMap headers, Clock clock) {
        return Optional.ofNullable(headers.get("retry-after-ms"))
                .flatMap(RetryAfter::parseSeconds)
                .map(millis -> millis.dividedBy(1000))
                .or(() -> Optional.ofNullable(headers.get("Retry-After"))
                        .flatMap(value -> parseSeconds(value).or(() -> parseDate(value, clock))));
    }

    /** A number of seconds, perhaps with a fraction and, as some write it, a unit; empty for anything else. */
    static Optional<Duration> parseSeconds(String value) {
        Matcher written = SECONDS.matcher(value.strip());
        if (!written.matches()) {
            return Optional.empty();
        }
        double number = Double.parseDouble(written.group(1));
        double seconds = "ms".equals(written.group(2)) ? number / 1000 : number;
        boolean sane = seconds < Duration.ofDays(365).toSeconds();
        return sane ? Optional.of(Duration.ofMillis(Math.round(seconds * 1000))) : Optional.empty();
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
