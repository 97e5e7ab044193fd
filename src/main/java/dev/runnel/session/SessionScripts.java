package dev.runnel.session;

import dev.runnel.redis.RedisScript;

/**
 * The scripts that change a session in Redis. A session is a hash: {@code order} (its turns as { ID/MESSAGES}, oldest
 * first), {@code turn:ID} for each of them, {@code writer:ID} for those that were taken over, {@code dropped}, {@code title}, {@code used}, {@code listed}, {@code
 * bytes}, {@code context}, {@code summary}, {@code covers}.
 */
final class SessionScripts {

    /**
     * Keys: session, index, sizes. Arguments: window, time to live in ms, now in µs, the session's id, title, context,
     * summary, how many messages the summary covers (empty for none of the three), the maximum number of sessions and
     * of bytes of a user, the prefix of the keys of sessions, then id, number of messages, text and writer of each turn.
     * All or nothing, and nothing twice: a turn's id tells whether it was stored before, and one of a later writer
     * replaces it. Returns 0, and does nothing, if the
     * session has no turn.
     *
     * <p>Whole turns are dropped as soon as the window is full without them, and whole sessions, the longest unused
     * first, if there are too many or too large ones. The index lives twice as long as its sessions. It is updated for
     * a session only each half of its time to live, and the sizes only when a session has doubled: otherwise every turn
     * would cost some more commands. A key of another type is none of ours, and is deleted.
     */
    static final RedisScript CHANGE = new RedisScript("""
            local function ours(key, ...)
              local reply = redis.pcall(...)
              if type(reply) == 'table' and reply.err then
                redis.call('DEL', key)
                return redis.call(...)
              end
              return reply
            end
            local kept = ours(KEYS[1], 'HMGET', KEYS[1], 'order', 'dropped', 'listed', 'bytes', 'counted')
            local order, dropped, fields = kept[1] or '', tonumber(kept[2] or 0), {}
            local bytes, said, added, writers = tonumber(kept[4] or 0), #ARGV > 11, {}, {}
            local function set(field, value)
              fields[#fields + 1] = field
              fields[#fields + 1] = value
            end
            for i = 12, #ARGV, 4 do
              local id, turn, text, writer = ARGV[i], 'turn:' .. ARGV[i], ARGV[i + 2], tonumber(ARGV[i + 3])
              local known = string.find(order, ' ' .. id .. '/', 1, true)
              local later = known and writer > 0
                and writer > (writers[id] or tonumber(redis.call('HGET', KEYS[1], 'writer:' .. id) or 0))
              if later then bytes = bytes - (added[turn] or redis.call('HSTRLEN', KEYS[1], turn)) end
              if not known then order = order .. ' ' .. id .. '/' .. ARGV[i + 1] end
              if later or not known then
                set(turn, text)
                added[turn] = #text
                bytes = bytes + #text
                if writer > 0 then set('writer:' .. id, writer) end
                writers[id] = writer
              end
            end
            if order == '' then return 0 end
            local held, gone = 0, {}
            for count in string.gmatch(order, '/(%d+)') do held = held + count end
            for id, count in string.gmatch(order, ' (%S-)/(%d+)') do
              if held - count < tonumber(ARGV[1]) then break end
              held = held - count
              dropped = dropped + count
              local turn = 'turn:' .. id
              bytes = bytes - (added[turn] or redis.call('HSTRLEN', KEYS[1], turn))
              gone[#gone + 1] = turn
              gone[#gone + 1] = 'writer:' .. id
              order = string.sub(order, #id + #count + 3)
            end
            local list = said and tonumber(kept[3] or 0) < ARGV[3] - 500 * ARGV[2]
            local count = said and (list or bytes > 2 * (kept[5] or 0) + 4096)
            if list then set('listed', ARGV[3]) end
            if said then
              set('used', ARGV[3])
              set('bytes', bytes)
            end
            if count then set('counted', bytes) end
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
              ours(KEYS[2], 'ZADD', KEYS[2], ARGV[3], ARGV[4])
              redis.call('PEXPIRE', KEYS[2], 2 * ARGV[2])
              local expired = ARGV[3] - 2000 * ARGV[2]
              for _, id in ipairs(redis.call('ZRANGEBYSCORE', KEYS[2], '-inf', expired)) do
                ours(KEYS[3], 'HDEL', KEYS[3], id)
              end
              redis.call('ZREMRANGEBYSCORE', KEYS[2], '-inf', expired)
            end
            if count then
              ours(KEYS[3], 'HSET', KEYS[3], ARGV[4], bytes)
              redis.call('PEXPIRE', KEYS[3], 2 * ARGV[2])
              local sessions, total = ours(KEYS[2], 'ZCARD', KEYS[2]), 0
              for _, size in ipairs(redis.call('HVALS', KEYS[3])) do total = total + (tonumber(size) or 0) end
              local function full() return sessions > tonumber(ARGV[9]) or total > tonumber(ARGV[10]) end
              for _, id in ipairs(full() and redis.call('ZRANGE', KEYS[2], 0, -1) or {}) do
                if not full() then break end
                if id ~= ARGV[4] then
                  sessions = sessions - 1
                  total = total - (tonumber(redis.call('HGET', KEYS[3], id) or 0) or 0)
                  redis.call('DEL', ARGV[11] .. id)
                  redis.call('ZREM', KEYS[2], id)
                  redis.call('HDEL', KEYS[3], id)
                end
              end
            end
            return 1
            """);

    /**
     * Key: index. Arguments: the prefix of the keys of its sessions, the maximum number. Returns id, title and last use
     * of each, the last used first: one command, however many there are. In a cluster they are all in the index's slot.
     * A session that has expired has no title; a key of another type counts as expired.
     */
    static final RedisScript LIST = new RedisScript("""
            local listed = {}
            for _, id in ipairs(redis.call('ZREVRANGE', KEYS[1], 0, ARGV[2] - 1)) do
              local kept = redis.pcall('HMGET', ARGV[1] .. id, 'title', 'used')
              if not kept.err and kept[1] and kept[2] then
                listed[#listed + 1] = id
                listed[#listed + 1] = kept[1]
                listed[#listed + 1] = kept[2]
              end
            end
            return listed
            """);

    /**
     * Keys: index, sizes, then sessions. Arguments: the sessions' ids. In one script: otherwise a turn stored in
     * between would be kept in a session that is not listed.
     */
    static final RedisScript ERASE = new RedisScript("""
            redis.pcall('ZREM', KEYS[1], unpack(ARGV))
            redis.pcall('HDEL', KEYS[2], unpack(ARGV))
            return redis.call('DEL', unpack(KEYS, 3))
            """);

    private SessionScripts() {}
}
