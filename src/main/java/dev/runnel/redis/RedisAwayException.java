package dev.runnel.redis;

/** Redis cannot be asked now. It has no stack trace: it is an answer, and a frequent one while Redis is away. */
public final class RedisAwayException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    RedisAwayException(String reason) {
        super(reason, null, false, false);
    }
}
