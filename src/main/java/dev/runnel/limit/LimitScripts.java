package dev.runnel.limit;

import dev.runnel.redis.RedisScript;

/**
 * The rate limit's scripts in Redis. They use Redis's own time, in microseconds, so that all pods agree. GCRA as in
 * {@link Gcra}; the arrival time is an integer that Lua's doubles hold exactly.
 */
final class LimitScripts {

    private static final String NOW = """
            local time = redis.call('TIME')
            local now = time[1] * 1000000 + time[2]
            """;

    /**
     * An arrival time beyond a spent budget means that the limit was raised or that the clock went back. It must not
     * lock anybody out for longer than a spent budget does.
     */
    private static final String GCRA = NOW + """
            local interval, tolerance = tonumber(ARGV[1]), tonumber(ARGV[2])
            local arrival = tonumber(redis.call('GET', KEYS[1]) or now)
            arrival = math.min(math.max(arrival, now), now + tolerance + interval)
            local wait = arrival - tolerance - now
            local function count()
              arrival = arrival + interval
              redis.call('SET', KEYS[1], string.format('%.0f', arrival), 'PX', math.ceil((arrival - now) / 1000))
            end
            """;

    /** Slots that were never given back are looked for only when there seems to be none left. */
    private static final String SLOTS = """
            local function full(running, slots)
              if redis.call('ZCARD', running) < tonumber(slots) then return false end
              redis.call('ZREMRANGEBYSCORE', running, '-inf', now)
              return redis.call('ZCARD', running) >= tonumber(slots)
            end
            local function occupy(running, ttl, slot)
              redis.call('ZADD', running, now + ttl * 1000, slot)
              redis.call('PEXPIRE', running, ttl)
            end
            """;

    /**
     * Keys: rate, running. Arguments: interval, tolerance, slots, time to live of a slot in ms, id of the slot.
     * Answers the microseconds to wait, 0 when the request was counted, -1 when all slots are taken.
     */
    static final RedisScript ADMIT = new RedisScript(GCRA + SLOTS + """
            if full(KEYS[2], ARGV[3]) then return -1 end
            if wait > 0 then return wait end
            count()
            occupy(KEYS[2], ARGV[4], ARGV[5])
            return 0
            """);

    /**
     * Key: running. Arguments: slots, time to live of a slot in ms, id of the slot. Answers 0 when the slot was taken, now
     * or before, and -1 when all are.
     */
    static final RedisScript TAKE = new RedisScript(NOW + SLOTS + """
            if full(KEYS[1], ARGV[1]) and not redis.call('ZSCORE', KEYS[1], ARGV[3]) then return -1 end
            occupy(KEYS[1], ARGV[2], ARGV[3])
            return 0
            """);

    /** Key: rate. Arguments: interval, tolerance. Answers the microseconds to wait, 0 when the request was counted. */
    static final RedisScript SPEND = new RedisScript(GCRA + """
            if wait > 0 then return wait end
            count()
            return 0
            """);

    /** Key: rate. Argument: interval. Takes back one request that was counted. */
    static final RedisScript REFUND = new RedisScript("""
            local arrival = redis.call('GET', KEYS[1])
            if arrival then
              redis.call('SET', KEYS[1], string.format('%.0f', arrival - ARGV[1]), 'KEEPTTL')
            end
            return 0
            """);

    /** Key: running. Arguments: time to live of a slot in ms, id of the slot. Takes a slot without asking. */
    static final RedisScript OCCUPY = new RedisScript(NOW + SLOTS + """
            occupy(KEYS[1], ARGV[1], ARGV[2])
            return 0
            """);

    private LimitScripts() {}
}
