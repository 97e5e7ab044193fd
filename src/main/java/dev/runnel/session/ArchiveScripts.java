package dev.runnel.session;

import dev.runnel.redis.RedisScript;

/**
 * The turns of a session in Redis that are outside the window: a hash beside the session's own, with {@code order}, {@code
 * turn:ID} and {@code parent:ID} as there, see {@link SessionScripts}. Its turns come before those of the session. Older
 * versions do not know it.
 */
final class ArchiveScripts {

    /** What {@link #PLACES} says of a turn that follows the one before it. */
    static final String NO_PARENT = " ";

    /** Key: archive. Returns id and parent of each turn. */
    static final RedisScript PLACES = new RedisScript("""
            local order, places = redis.pcall('HGET', KEYS[1], 'order'), {}
            if type(order) ~= 'string' then return places end
            for id in string.gmatch(order, ' (%S-)/%d+') do
              places[#places + 1] = id
              places[#places + 1] = redis.call('HGET', KEYS[1], 'parent:' .. id) or ' '
            end
            return places
            """);

    /**
     * Part of {@link SessionScripts#CHANGE}. Needs {@code archive}, the key, or nothing if only the window is kept, and what
     * is to be stored, and changes {@code bytes}.
     */
    static final String MOVE = """
            local moved, old = {}, nil
            local function move(id, count, text, of)
              old = old or ours(archive, 'HGET', archive, 'order') or ''
              old = old .. ' ' .. id .. '/' .. count
              moved[#moved + 1] = 'turn:' .. id
              moved[#moved + 1] = text
              if of then
                moved[#moved + 1] = 'parent:' .. id
                moved[#moved + 1] = of
              end
            end
            local function store(limit, ttl)
              if old then redis.call('HSET', archive, 'order', old, unpack(moved)) end
              if bytes > limit and redis.call('EXISTS', archive) == 1 then
                old = old or redis.call('HGET', archive, 'order') or ''
                local from = 1
                for id, count in string.gmatch(old, ' (%S-)/(%d+)') do
                  if bytes <= limit then break end
                  bytes = bytes - redis.call('HSTRLEN', archive, 'turn:' .. id)
                  redis.call('HDEL', archive, 'turn:' .. id, 'parent:' .. id)
                  from = from + #id + #count + 2
                end
                redis.call('HSET', archive, 'order', string.sub(old, from))
              end
              redis.call('PEXPIRE', archive, ttl)
            end
            """;

    private ArchiveScripts() {}
}
