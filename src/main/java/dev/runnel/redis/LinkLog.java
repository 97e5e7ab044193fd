package dev.runnel.redis;

import io.smallrye.mutiny.TimeoutException;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import javax.net.ssl.SSLException;
import org.jboss.logging.Logger;

/** Tells operators about Redis: what happened and what it means, never once per request. */
final class LinkLog {

    private static final Logger LOG = Logger.getLogger(RedisLink.class);
    private static final List<String> REFUSED_PASSWORDS = List.of("WRONGPASS", "NOAUTH", "invalid password");

    private boolean away;
    private long awaySince;
    private String remedyTold = "";

    /**
     * Redis was lost, or could not be reached again. Logged once; a cause that does not pass by itself is logged when
     * it first appears.
     */
    synchronized void away(Throwable failure) {
        if (!away) {
            away = true;
            awaySince = System.nanoTime();
            LOG.warnf(
                    "Redis is away (%s): this process counts limits by itself and keeps sessions and replies to itself"
                            + " until Redis is back; no request waits for it",
                    reason(failure));
        }
        String remedy = remedy(failure);
        if (!remedy.isEmpty() && !remedy.equals(remedyTold)) {
            remedyTold = remedy;
            LOG.errorf("Redis does not come back by itself (%s): %s", reason(failure), remedy);
        }
    }

    /** Redis can be used; logged only if it was down before. */
    synchronized void back() {
        if (away) {
            away = false;
            remedyTold = "";
            LOG.infof(
                    "Redis is back after %d s: limits, sessions and replies are shared between the pods again",
                    Duration.ofNanos(System.nanoTime() - awaySince).toSeconds());
        }
    }

    static String reason(Throwable failure) {
        if (failure instanceof TimeoutException) {
            return "no answer in time";
        }
        String reason = failure.getMessage() == null
                ? failure.getClass().getSimpleName()
                : failure.getMessage().lines().collect(Collectors.joining(" "));
        String cause = failure.getCause() == null ? "" : reason(failure.getCause());
        return reason.contains(cause) ? reason : reason + ": " + cause;
    }

    /**
     * The remedy for a cause that does not pass by itself. A cluster's failure quotes that of each node in its message.
     */
    private static String remedy(Throwable failure) {
        String reason = reason(failure);
        if (REFUSED_PASSWORDS.stream().anyMatch(reason::contains)) {
            return "check the password in REDIS_URL";
        }
        return failure instanceof SSLException || reason.contains(SSLException.class.getPackageName())
                ? "its certificate must be for the host in REDIS_URL, and an authority that is not a public one must be"
                        + " named by QUARKUS_REDIS_TLS_TRUST_CERTIFICATE_PEM_CERTS"
                : "";
    }
}
