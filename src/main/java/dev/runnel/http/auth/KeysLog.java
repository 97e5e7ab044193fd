package dev.runnel.http.auth;

import dev.runnel.LogThrottle;
import java.util.function.LongSupplier;
import org.jboss.logging.Logger;

/** Logs problems with the server of the keys that verify tokens; at most once a minute, not once per request. */
final class KeysLog {

    private static final Logger LOG = Logger.getLogger(KeysLog.class);

    private final LogThrottle throttle;

    KeysLog(LongSupplier clock) {
        this.throttle = new LogThrottle(clock);
    }

    /** A token could not be checked, because the keys could not be fetched. */
    void unreachable(String reason) {
        if (throttle.allows()) {
            LOG.warnf(
                    "The keys for verifying tokens cannot be fetched (%s): users whose key is not known yet are refused"
                            + " until they can be. Look whether this process reaches the address in"
                            + " MP_JWT_VERIFY_PUBLICKEY_LOCATION (DNS, network policy, proxy, certificate)."
                            + " This is logged at most once a minute",
                    reason);
        }
    }
}
