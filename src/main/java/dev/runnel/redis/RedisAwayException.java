package dev.runnel.redis;

/**
 * Redis is down, or refuses a command. It has no stack trace: it is an expected answer, and a frequent one during an
 * outage.
 */
public final class RedisAwayException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final boolean refusal;

    RedisAwayException(String reason) {
        this(reason, false);
    }

    private RedisAwayException(String reason, boolean refusal) {
        super(reason, null, false, false);
        this.refusal = refusal;
    }

    static RedisAwayException refusal(String reason) {
        return new RedisAwayException(reason, true);
    }

    /** Whether Redis is up and refused: asking again at once is useless. */
    public boolean isRefusal() {
        return refusal;
    }

    /** Whether the key holds another type than expected: then it was not written by this service. */
    public boolean isWrongType() {
        return refusal && getMessage().contains("WRONGTYPE");
    }
}
