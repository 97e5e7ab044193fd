package dev.runnel.session;

import dev.runnel.redis.RedisScript;

/**
 * The scripts that change a session in Redis. A session is a hash: {@code order} (its turns as { ID/MESSAGES}, oldest
 * first), {@code turn:ID} for each of them, {@code writer:ID} for those that were taken over, {@code parent:ID} for those
 * that do not follow the turn before them in {@code order} (empty: they begin the conversation), {@code leaf} if the current
 * branch does not end with the last turn ({@code CHOSEN LAST}: the newest turn of the branch, and the last turn when it was
 * chosen), {@code was} for replies that were continued (each as { OLD>NEW}), {@code dropped}, {@code title}, {@code
 * named} if the user chose that, {@code used},
 * {@code listed}, {@code bytes}, {@code context}, {@code summary}, {@code covers}, {@code upto} (the last turn that the
 * summary covers).
 *
 * <p>Older versions know neither {@code parent}, {@code leaf}, {@code was} nor {@code upto}: they read all turns one after
 * the other, and add theirs at the end. Such a turn then follows the branch that was chosen before.
 */
final class SessionScripts {

    /**
     * Needs {@code order}, {@code leaf} and {@code was} as they are stored, {@code archived}, the key if there may be one,
     * and {@code set}, which changes a field. Leaves in {@code chosen} the newest turn of the current branch, if that is not
     * the last turn.
     */
    private static final String BRANCHES = """
            local parents = {}
            local function there(id)
              return string.find(order, ' ' .. id .. '/', 1, true)
                or (archived and redis.call('HEXISTS', archived, 'turn:' .. id) == 1)
            end
            local function place(id) return string.find(order, ' ' .. id .. '/', 1, true) end
            local function last() return string.match(order, '(%S+)/%d+$') or '' end
            local function present(id)
              local at = string.find(was, ' ' .. id .. '>', 1, true)
              return at and string.match(was, '>(%S+)', at) or id
            end
            local function parent(id, of)
              parents[id] = of
              set('parent:' .. id, of)
            end
            local chosen, since = string.match(leaf, '^(%S+) (%S+)$')
            if chosen and not there(chosen) then chosen = nil end
            if chosen and since ~= last() then
              local at = place(since)
              local added = at and string.match(order, '^ %S+ (%S+)/%d+', at)
              if added and redis.call('HEXISTS', KEYS[1], 'parent:' .. added) == 0 then parent(added, chosen) end
              chosen = nil
            end
            local function leafNow()
              return chosen and chosen ~= last() and chosen .. ' ' .. last() or ''
            end
            """;

    /**
     * Keys: session, index, sizes, archive. Arguments: window, time to live in ms, now in µs, the session's id, title,
     * context, summary, how many messages the summary covers (empty for none of the three), the maximum number of sessions
     * and of bytes of a user, the prefix of the keys of sessions, the last turn that the summary covers, whether turns
     * outside the window are kept (1), the prefix of the keys of archives, then id, number of messages, text, writer, place
     * and continued turn of each turn. All or nothing, and nothing twice: a turn's id tells whether it was stored before,
     * and one of a later writer replaces it. Returns 0, and does nothing, if the session has no turn.
     *
     * <p>A place is a blank for the end of the current branch, empty for the beginning, and a turn's id, which may have a
     * question mark before it: then it is the end of the branch if there is no such turn.
     *
     * <p>Whole turns are dropped, or put into the archive, as soon as the window is full without them, and whole sessions,
     * the longest unused first, if there are too many or too large ones. The index lives twice as long as its sessions. It
     * is updated for a session only each half of its time to live, and the sizes only when a session has doubled: otherwise
     * every turn would cost some more commands. A key of another type is none of ours, and is deleted.
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
            local kept = ours(KEYS[1], 'HMGET', KEYS[1], 'order', 'dropped', 'listed', 'bytes', 'counted', 'leaf', 'was')
            local order, dropped, fields = kept[1] or '', tonumber(kept[2] or 0), {}
            local bytes, said, added, writers = tonumber(kept[4] or 0), #ARGV > 14, {}, {}
            local leaf, was, gone = kept[6] or '', kept[7] or '', {}
            local archive, texts = ARGV[13] == '1' and KEYS[4], {}
            local archived = dropped > 0 and archive
            if archived then ours(archived, 'HLEN', archived) end
            local function set(field, value)
              fields[#fields + 1] = field
              fields[#fields + 1] = value
            end
            """ + BRANCHES + ArchiveScripts.MOVE + """
            local function forget(id)
              for _, field in ipairs({'turn:', 'writer:', 'parent:'}) do gone[#gone + 1] = field .. id end
            end
            local function drop(id)
              forget(id)
              bytes = bytes - (added['turn:' .. id] or redis.call('HSTRLEN', KEYS[1], 'turn:' .. id))
            end
            local function rename(from, to)
              local names = to and ' ' .. from .. '>' .. to or ''
              for old, now in string.gmatch(was, ' (%S-)>(%S+)') do
                if now ~= from then names = names .. ' ' .. old .. '>' .. now end
                if now == from and to then names = names .. ' ' .. old .. '>' .. to end
              end
              was = names
            end
            local function insert(id, count, at, old)
              if old and place(old) then
                local from = place(old)
                local rest = string.find(order, ' ', from + 1, true) or #order + 1
                order = string.sub(order, 1, from) .. id .. '/' .. count .. string.sub(order, rest)
                local of = parents[old] or redis.call('HGET', KEYS[1], 'parent:' .. old)
                if of then parent(id, of) end
                drop(old)
                rename(old, id)
                chosen = id
                return
              end
              local named = string.match(at, '^%?(.+)$')
              if at == ' ' or (named and not there(present(named))) then
                at = chosen or last()
              elseif at ~= '' then
                at = present(named or at)
              end
              if at ~= last() then parent(id, at) end
              order = order .. ' ' .. id .. '/' .. count
              chosen = nil
            end
            for i = 15, #ARGV, 6 do
              local id, turn, text, writer = ARGV[i], 'turn:' .. ARGV[i], ARGV[i + 2], tonumber(ARGV[i + 3])
              local known = place(id)
              local new = not there(id) and present(id) == id
              local later = known and writer > 0
                and writer > (writers[id] or tonumber(redis.call('HGET', KEYS[1], 'writer:' .. id) or 0))
              if later then bytes = bytes - (added[turn] or redis.call('HSTRLEN', KEYS[1], turn)) end
              if new then insert(id, ARGV[i + 1], ARGV[i + 4], ARGV[i + 5] ~= '' and present(ARGV[i + 5])) end
              if later or new then
                set(turn, text)
                texts[id] = text
                added[turn] = #text
                bytes = bytes + #text
                if writer > 0 then set('writer:' .. id, writer) end
                writers[id] = writer
              end
            end
            if order == '' then return 0 end
            local held = 0
            for count in string.gmatch(order, '/(%d+)') do held = held + count end
            for id, count in string.gmatch(order, ' (%S-)/(%d+)') do
              if held - count < tonumber(ARGV[1]) then break end
              held = held - count
              dropped = dropped + count
              if archive then
                move(id, count, texts[id] or redis.call('HGET', KEYS[1], 'turn:' .. id) or '',
                  parents[id] or redis.call('HGET', KEYS[1], 'parent:' .. id))
                forget(id)
              else
                drop(id)
                if was ~= '' then rename(id) end
                if chosen == id then chosen = nil end
              end
              order = string.sub(order, #id + #count + 3)
            end
            if archive and dropped > 0 then store(tonumber(ARGV[10]), ARGV[2]) end
            if leafNow() ~= leaf then set('leaf', leafNow()) end
            if was ~= (kept[7] or '') then set('was', was) end
            local list = said and tonumber(kept[3] or 0) < ARGV[3] - 500 * ARGV[2]
            local count = said and (list or bytes > 2 * (kept[5] or 0) + 4096)
            if list then set('listed', ARGV[3]) end
            if said then
              set('used', ARGV[3])
              set('bytes', bytes)
            end
            if count then set('counted', bytes) end
            if not kept[1] and redis.call('HEXISTS', KEYS[1], 'named') == 0 then set('title', ARGV[5]) end
            if ARGV[6] ~= '' then set('context', ARGV[6]) end
            if ARGV[8] ~= '' and tonumber(ARGV[8]) <= dropped + held then
              set('summary', ARGV[7])
              set('covers', ARGV[8])
              set('upto', ARGV[12])
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
                  redis.call('DEL', ARGV[11] .. id, ARGV[14] .. id)
                  redis.call('ZREM', KEYS[2], id)
                  redis.call('HDEL', KEYS[3], id)
                end
              end
            end
            return 1
            """);

    /**
     * Keys: session, archive. Argument: the turn with which the current branch is to end. Returns 0 if there is no such
     * turn.
     */
    static final RedisScript CHOOSE = new RedisScript("""
            local kept = redis.pcall('HMGET', KEYS[1], 'order', 'leaf', 'was')
            if kept.err or not kept[1] then return 0 end
            local order, leaf, was, archived = kept[1], kept[2] or '', kept[3] or '', KEYS[2]
            local function set(field, value) redis.call('HSET', KEYS[1], field, value) end
            """ + BRANCHES + """
            if not there(ARGV[1]) then return 0 end
            chosen = ARGV[1]
            set('leaf', leafNow())
            return 1
            """);

    private SessionScripts() {}
}
