package dev.runnel.http;

import com.github.benmanes.caffeine.cache.Ticker;
import java.time.Duration;
import org.jboss.logging.Logger;

/** What an operator reads about the server that the keys for verifying tokens are fetched from; never once per request. */
final class KeysLog {

    private static final Logger LOG = Logger.getLogger(KeysLog.class);
    private static final long COMPLAINT_INTERVAL = Duration.ofMinutes(1).toNanos();

    private final Ticker clock;
    private long lastComplaint;

    KeysLog(Ticker clock) {
        this.clock = clock;
        this.lastComplaint = clock.read() - COMPLAINT_INTERVAL;
    }

    /** A token could not be checked, because the keys could not be fetched. */
    synchronized void unreachable(String reason) {
        long now = clock.read();
        if (now - lastComplaint >= COMPLAINT_INTERVAL) {
            lastComplaint = now;
            LOG.warnf(
                    "The keys for verifying tokens cannot be fetched (%s): users whose key is not known yet are refused"
                            + " until they can be. Look whether this process reaches the address in"
                            + " MP_JWT_VERIFY_PUBLICKEY_LOCATION (DNS, network policy, proxy, certificate)."
                            + " This is said once a minute at most",
                    reason);
        }
    }
}
