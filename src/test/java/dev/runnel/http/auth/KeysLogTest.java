package dev.runnel.http.auth;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runnel.testing.FakeClock;
import dev.runnel.testing.LogLines;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** An outage of the key server is told to operators, and not by every request. */
class KeysLogTest {

    private final LogLines lines = LogLines.of(KeysLog.class);
    private final FakeClock clock = new FakeClock();
    private final KeysLog log = new KeysLog(clock::read);

    @AfterEach
    void stopListening() {
        lines.close();
    }

    @Test
    void of_many_requests_within_a_minute_one_is_told() {
        for (int request = 0; request < 1_000; request++) {
            log.unreachable("connection refused");
        }
        assertThat(lines.texts()).hasSize(1);
    }

    @Test
    void an_outage_that_lasts_is_told_again() {
        log.unreachable("connection refused");
        clock.advance(Duration.ofSeconds(59));
        log.unreachable("connection refused");
        assertThat(lines.texts()).hasSize(1);

        clock.advance(Duration.ofSeconds(1));
        log.unreachable("connection refused");
        assertThat(lines.texts()).hasSize(2);
    }
}
