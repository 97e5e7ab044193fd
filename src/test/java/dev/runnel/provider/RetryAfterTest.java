package dev.runnel.provider;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.MultiMap;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RetryAfterTest {
    private static final Clock NOW = Clock.fixed(Instant.parse("2026-03-01T10:00:00Z"), ZoneOffset.UTC);

    @ParameterizedTest
    @CsvSource({"2, 2000", "0, 0", "0.25, 250", "' 7 ', 7000", "86400, 86400000"})
    void a_number_is_seconds(String value, long millis) {
        assertThat(of("Retry-After", value)).contains(Duration.ofMillis(millis));
    }

    @Test
    void a_date_is_the_time_until_then() {
        assertThat(of("retry-after", "Sun, 01 Mar 2026 10:01:30 GMT")).contains(Duration.ofSeconds(90));
    }

    @Test
    void a_date_in_the_past_is_no_time_at_all() {
        assertThat(of("Retry-After", "Sun, 01 Mar 2026 09:00:00 GMT")).contains(Duration.ZERO);
    }

    @Test
    void milliseconds_are_more_exact_and_come_first() {
        MultiMap headers =
                MultiMap.caseInsensitiveMultiMap().add("Retry-After", "2").add("retry-after-ms", "1250");
        assertThat(RetryAfter.of(headers, NOW)).contains(Duration.ofMillis(1250));
    }

    @Test
    void milliseconds_that_are_none_do_not_hide_the_seconds() {
        MultiMap headers =
                MultiMap.caseInsensitiveMultiMap().add("Retry-After", "2").add("retry-after-ms", "soon");
        assertThat(RetryAfter.of(headers, NOW)).contains(Duration.ofSeconds(2));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "soon", "-1", "NaN", "Infinity", "1e300", "Sun, 99 Mar 2026 10:00:00 GMT"})
    void anything_else_says_nothing(String value) {
        assertThat(of("Retry-After", value)).isEmpty();
    }

    @Test
    void without_a_header_nothing_is_known() {
        assertThat(RetryAfter.of(MultiMap.caseInsensitiveMultiMap(), NOW)).isEmpty();
    }

    private static Optional<Duration> of(String name, String value) {
        return RetryAfter.of(MultiMap.caseInsensitiveMultiMap().add(name, value), NOW);
    }
}
