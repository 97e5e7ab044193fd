package dev.runnel.redis;

/** Redis cannot be asked now, or refuses what it was asked for. It has no stack trace: it is an answer, and a frequent one while Redis is away. */
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

    /** Whether Redis is there and said no: to ask again at once is of no use. */
    public boolean isRefusal() {
        return refusal;
    }

    /** Whether what stands under the name is of another kind than was asked for: it is nothing of this service. */
    public boolean isWrongType() {
        return refusal && getMessage().contains("WRONGTYPE");
    }
}
