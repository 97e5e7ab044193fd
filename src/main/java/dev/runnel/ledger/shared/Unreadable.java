package dev.runnel.ledger.shared;

import dev.runnel.LogThrottle;
import dev.runnel.ReplyId;
import io.micrometer.core.instrument.Metrics;
import org.jboss.logging.Logger;

/** Tells operators about stored replies that cannot be read. */
final class Unreadable {

    private static final Logger LOG = Logger.getLogger(Unreadable.class);
    private static final LogThrottle THROTTLE = new LogThrottle(System::nanoTime);

    private Unreadable() {}

    /** Counts such a reply, and logs it at most once a minute. */
    static void found(ReplyId reply, String what) {
        Metrics.counter("runnel.ledger.unreadable").increment();
        if (THROTTLE.allows()) {
            LOG.warnf(
                    "Cannot read the stored events of reply %s (%s): it has ended with an error for its viewers. Either"
                            + " another application writes keys that begin with runnel:, or a newer version of this"
                            + " service does. This is logged at most once a minute",
                    reply, what);
        }
    }
}
