package dev.runnel.ops;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.logging.Level;
import java.util.logging.LogRecord;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConnectionResetFilterTest {

    private static final String CONNECTION = "io.vertx.core.net.impl.ConnectionBase";

    private final ConnectionResetFilter filter = new ConnectionResetFilter();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "recvAddress(..) failed with error(-104): Connection reset by peer",
                "writevAddresses(..) failed with error(-32): Broken pipe",
                "sendAddress(..) failed: Connection reset by peer"
            })
    void a_viewer_that_resets_its_connection_leaves_no_line(String message) {
        assertThat(filter.isLoggable(line(CONNECTION, message))).isFalse();
    }

    @Test
    void whatever_else_goes_wrong_on_a_connection_is_logged() {
        assertThat(filter.isLoggable(line(CONNECTION, "Unexpected frame"))).isTrue();
        assertThat(filter.isLoggable(line(CONNECTION, null))).isTrue();
    }

    @Test
    void the_same_words_of_another_logger_are_logged() {
        assertThat(filter.isLoggable(line("dev.runnel.redis.LinkLog", "recvAddress(..) failed: reset")))
                .isTrue();
    }

    @Test
    void the_console_has_this_filter() {
        assertThat(ConfigProvider.getConfig().getValue("quarkus.log.console.filter", String.class))
                .isEqualTo("connection-reset");
    }

    private static LogRecord line(String logger, String message) {
        LogRecord line = new LogRecord(Level.SEVERE, message);
        line.setLoggerName(logger);
        return line;
    }
}
