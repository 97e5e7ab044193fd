package dev.runnel.http.auth;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runnel.testing.FakeClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** An outage of the key server is told to operators, and not by every request. */
class KeysLogTest {

    private final Logger logger = Logger.getLogger(KeysLog.class.getName());
    private final List<LogRecord> lines = new ArrayList<>();
    private final Handler handler = new Handler() {
        @Override
        public void publish(LogRecord line) {
            lines.add(line);
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    };

    private final FakeClock clock = new FakeClock();
    private final KeysLog log = new KeysLog(clock::read);

    @BeforeEach
    void listen() {
        logger.addHandler(handler);
    }

    @AfterEach
    void stopListening() {
        logger.removeHandler(handler);
    }

    @Test
    void of_many_requests_within_a_minute_one_is_told() {
        for (int request = 0; request < 1_000; request++) {
            log.unreachable("connection refused");
        }
        assertThat(lines).hasSize(1);
    }

    @Test
    void an_outage_that_lasts_is_told_again() {
        log.unreachable("connection refused");
        clock.advance(Duration.ofSeconds(59));
        log.unreachable("connection refused");
        assertThat(lines).hasSize(1);

        clock.advance(Duration.ofSeconds(1));
        log.unreachable("connection refused");
        assertThat(lines).hasSize(2);
    }
}
