package dev.runnel.provider;

import dev.runnel.FailureCode;
import dev.runnel.LogThrottle;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jboss.logging.Logger;

/**
 * Tells operators why a provider does not answer and what they can do, at most once a minute for each reason. The
 * provider's own text is left out, because it may quote the prompt or the key.
 */
final class ProviderLog {

    private static final Logger LOG = Logger.getLogger(ProviderLog.class);

    private final String provider;
    private final Map<Object, LogThrottle> throttles = new ConcurrentHashMap<>();

    private volatile boolean closed;

    ProviderLog(String provider) {
        this.provider = provider;
    }

    /** Calls that fail from here on fail because this process is stopping. */
    void close() {
        closed = true;
    }

    void refused(int status, FailureCode code) {
        if (allows(code)) {
            LOG.warnf(
                    "Provider %s refused a call with status %d (%s). %s",
                    provider, status, code.wireName(), advice(status, code));
        }
    }

    void unreachable(Throwable thrown) {
        if (allows(thrown.getClass())) {
            LOG.warnf(
                    "Provider %s cannot be reached: %s. Check its base URL, the network's rules and the proxy settings",
                    provider, thrown);
        }
    }

    private boolean allows(Object reason) {
        return !closed
                && throttles
                        .computeIfAbsent(reason, unused -> new LogThrottle(System::nanoTime))
                        .allows();
    }

    private static String advice(int status, FailureCode code) {
        if (status / 100 == 3) {
            return "It sent a redirect, which is not followed: a key must not go to another address. Set the base URL"
                    + " to where it leads";
        }
        return switch (code) {
            case PROVIDER_UNAUTHORIZED -> "Check its key, what that key may do, and whether the account has money left";
            case PROVIDER_RATE_LIMITED -> "Raise its limits, or add a key or another provider";
            case PROVIDER_REJECTED -> "Check its model's name, its base URL and its format";
            case CONTEXT_LENGTH_EXCEEDED -> "Lower RUNNEL_HISTORY_TOKENS, or use a model with a larger context";
            case CONTENT_FILTERED -> "Its content rules forbid an answer. Only the user can change the request";
            default -> "It should pass by itself; if not, look at its status page";
        };
    }
}
