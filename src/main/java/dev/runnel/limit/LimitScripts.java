package dev.runnel.limit;

import dev.runnel.redis.RedisScript;

/**
 * The rate limit's scripts in Redis. They use Redis's own time, in microseconds, so that all pods agree. GCRA as in
 * {@link Gcra}; the arrival time is an integer that Lua's doubles hold exactly.
 */
final class LimitScripts {

    /**
     * An arrival time beyond a spent budget means that the limit was raised or that the clock went back. It must not
     * lock anybody out for longer than a spent budget does.
     */
    private static final String GCRA = """
            local time = redis.call('TIME')
            local now = time[1] * 1000000 + time[2]
            local interval, tolerance = tonumber(ARGV[1]), tonumber(ARGV[2])
            local arrival = tonumber(redis.call('GET', KEYS[1]) or now)
            arrival = math.min(math.max(arrival, now), now + tolerance + interval)
            local wait = arrival - tolerance - now
            local function count()
              arrival = arrival + interval
              redis.call('SET', KEYS[1], string.format('%.0f', arrival), 'PX', math.ceil((arrival - now) / 1000))
            end
            """;

    /**
     * Keys: rate, running. Arguments: interval, tolerance, slots, time to live of a slot in ms, id of the slot.
     * Answers the microseconds to wait, 0 when the request was counted, -1 when all slots are taken. Slots that
     * were never given back are looked for only when there seems to be none left.
     */
    static final RedisScript ADMIT = new RedisScript(GCRA + """
            local function full() return redis.call('ZCARD', KEYS[2]) >= tonumber(ARGV[3]) end
            if full() then
              redis.call('ZREMRANGEBYSCORE', KEYS[2], '-inf', now)
              if full() then return -1 end
            end
            if wait > 0 then return wait end
            count()
            redis.call('ZADD', KEYS[2], now + ARGV[4] * 1000, ARGV[5])
            redis.call('PEXPIRE', KEYS[2], ARGV[4])
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
    static final RedisScript OCCUPY = new RedisScript("""
            local time = redis.call('TIME')
            redis.call('ZADD', KEYS[1], time[1] * 1000000 + time[2] + ARGV[1] * 1000, ARGV[2])
            redis.call('PEXPIRE', KEYS[1], ARGV[1])
            return 0
            """);

    private LimitScripts() {}
}
