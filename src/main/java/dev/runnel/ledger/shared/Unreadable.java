package dev.runnel.ledger.shared;

import dev.runnel.LogThrottle;
import dev.runnel.ReplyId;
import io.micrometer.core.instrument.Metrics;
import org.jboss.logging.Logger;

/** What operators are told of stored replies that cannot be read. */
final class Unreadable {

    private static final Logger LOG = Logger.getLogger(Unreadable.class);
    private static final LogThrottle THROTTLE = new LogThrottle(System::nanoTime);

    private Unreadable() {}

    /** Told once for each reply, as it is given up then. */
    static void found(ReplyId reply, String what) {
        Metrics.counter("runnel.ledger.unreadable").increment();
        if (THROTTLE.allows()) {
            LOG.warnf(
                    "What is stored of reply %s cannot be read (%s): it has ended for its viewers with an error. Either"
                            + " something else writes keys that begin with runnel:, or a newer version of this service"
                            + " does. This is said once a minute at most",
                    reply, what);
        }
    }
}
