package dev.runnel.ops;

import io.quarkus.logging.LoggingFilter;
import java.util.List;
import java.util.logging.Filter;
import java.util.logging.LogRecord;

/**
 * Drops the line that Vert.x logs as an error when a connection is reset: a viewer that leaves is no error. The
 * framework's own {@code quarkus.log.filter} is not enough, because it never drops errors.
 */
@LoggingFilter(name = "connection-reset")
final class ConnectionResetFilter implements Filter {

    private static final String LOGGER = "io.vertx.core.net.impl.ConnectionBase";

    /** System calls of the native transport, as its exceptions name them. */
    private static final List<String> FAILED_CALLS =
            List.of("recvAddress", "readAddress", "writeAddress", "writevAddresses", "sendAddress");

    @Override
    public boolean isLoggable(LogRecord line) {
        return !LOGGER.equals(line.getLoggerName()) || !isReset(line.getMessage());
    }

    private static boolean isReset(String message) {
        return message != null && FAILED_CALLS.stream().anyMatch(call -> message.startsWith(call + "(..) failed"));
    }
}
