package dev.runnel.session;

import dev.runnel.redis.RedisScript;

/** The scripts for all sessions of a user in Redis, whose form {@link SessionScripts} describes. */
final class UserScripts {

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
     * Keys: index, sizes, then sessions and archives. Arguments: the sessions' ids. In one script: otherwise a turn stored in
     * between would be kept in a session that is not listed.
     */
    static final RedisScript ERASE = new RedisScript("""
            redis.pcall('ZREM', KEYS[1], unpack(ARGV))
            redis.pcall('HDEL', KEYS[2], unpack(ARGV))
            return redis.call('DEL', unpack(KEYS, 3))
            """);

    private UserScripts() {}
}
