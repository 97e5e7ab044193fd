package dev.runnel.session;

import dev.runnel.redis.RedisScript;

/**
 * What Redis does to a session, a hash: {@code order} (its turns as { ID/MESSAGES}, oldest first), {@code turn:ID} for
 * each of them, {@code dropped}, {@code title}, {@code used}, {@code listed}, {@code context}, {@code summary}, {@code covers}.
 */
final class SessionScripts {

    /**
     * Keys: session, index. Arguments: window, time to live in ms, now in µs, the session's id, title, context, summary,
     * what that covers (empty for none of the three), then id, number of messages and text of each turn. All or nothing, and
     * nothing twice: a turn's id says that it arrived before. Answers 0, and does nothing, without any turn.
     *
     * <p>Whole turns leave, as soon as the window is full without them. The index lives twice as long as its sessions,
     * and is told of one only each half of its time to live: every turn would take three commands more.
     */
    static final RedisScript CHANGE = new RedisScript("""
            local kept = redis.call('HMGET', KEYS[1], 'order', 'dropped', 'listed')
            local order, dropped, fields = kept[1] or '', tonumber(kept[2] or 0), {}
            local function set(field, value)
              fields[#fields + 1] = field
              fields[#fields + 1] = value
            end
            for i = 9, #ARGV, 3 do
              if not string.find(order, ' ' .. ARGV[i] .. '/', 1, true) then
                order = order .. ' ' .. ARGV[i] .. '/' .. ARGV[i + 1]
                set('turn:' .. ARGV[i], ARGV[i + 2])
              end
            end
            if order == '' then return 0 end
            local held, gone = 0, {}
            for count in string.gmatch(order, '/(%d+)') do held = held + count end
            for id, count in string.gmatch(order, ' (%S-)/(%d+)') do
              if held - count < tonumber(ARGV[1]) then break end
              held = held - count
              dropped = dropped + count
              gone[#gone + 1] = 'turn:' .. id
              order = string.sub(order, #id + #count + 3)
            end
            local list = #ARGV > 8 and tonumber(kept[3] or 0) < ARGV[3] - 500 * ARGV[2]
            if list then set('listed', ARGV[3]) end
            if #ARGV > 8 then set('used', ARGV[3]) end
            if not kept[1] then set('title', ARGV[5]) end
            if ARGV[6] ~= '' then set('context', ARGV[6]) end
            if ARGV[8] ~= '' and tonumber(ARGV[8]) <= dropped + held then
              set('summary', ARGV[7])
              set('covers', ARGV[8])
            end
            redis.call('HSET', KEYS[1], 'order', order, 'dropped', dropped, unpack(fields))
            if #gone > 0 then redis.call('HDEL', KEYS[1], unpack(gone)) end
            redis.call('PEXPIRE', KEYS[1], ARGV[2])
            if list then
              redis.call('ZADD', KEYS[2], ARGV[3], ARGV[4])
              redis.call('PEXPIRE', KEYS[2], 2 * ARGV[2])
              redis.call('ZREMRANGEBYSCORE', KEYS[2], '-inf', ARGV[3] - 2000 * ARGV[2])
            end
            return 1
            """);

    /**
     * Keys: index, then sessions. Arguments: the sessions' ids. At once, or a turn that comes in between is kept in a
     * session that nobody lists.
     */
    static final RedisScript ERASE = new RedisScript("""
            redis.call('ZREM', KEYS[1], unpack(ARGV))
            return redis.call('DEL', unpack(KEYS, 2))
            """);

    private SessionScripts() {}
}
