package dev.runnel.ledger.shared;

import dev.runnel.redis.RedisLink;
import dev.runnel.redis.RedisScript;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.redis.client.Response;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * One journal in Redis: a stream whose writer numbers the entries. In each entry a field's name is a reply's id, and
 * its value some of that reply's events, in the format of the reply's own stream.
 *
 * <p>Redis accepts only growing ids, so an entry with the largest id closes the journal for good. The pod that takes
 * over adds that entry, and then reads the entries before it. If the journal's writer is still alive, Redis refuses its
 * entries from then on.
 */
final class JournalStream {

    /** Not the largest id that Redis knows: after that one it refuses further entries with a different error. */
    private static final String LAST_ID = "18446744073709551614-0";

    /** How many entries one command reads. */
    private static final String PAGE = "200";

    private static final long CLOSED = 0;

    /**
     * Adds an entry without events and sets the key's expiry. Both in one script: a pod that is killed between two
     * commands would leave a stream that never expires.
     *
     * <p>Key: the journal. Arguments: the expiry in milliseconds, an id. Returns 0 if the journal was closed before,
     * else 1.
     */
    private static final RedisScript MARK = new RedisScript("""
            local added = redis.pcall('XADD', KEYS[1], ARGV[2], 'o', '1')
            if type(added) == 'table' and added.err then
              if string.find(added.err, 'equal or smaller', 1, true) then return 0 end
              return added
            end
            redis.call('PEXPIRE', KEYS[1], ARGV[1])
            return 1
            """);

    private final RedisLink link;
    private final String key;
    private final String ttl;

    /** @param ttl when the key expires after the last renewal; opening, trimming and closing the journal renew it */
    JournalStream(RedisLink link, String key, Duration ttl) {
        this.link = link;
        this.key = key;
        this.ttl = Long.toString(ttl.toMillis());
    }

    /** Creates the journal if it does not exist. False if it was closed. */
    Uni<Boolean> open(long tick) {
        return mark(id(tick));
    }

    /**
     * Adds one entry. False if the journal does not exist. If it was closed, this fails with Redis's own error, not
     * with a {@link dev.runnel.redis.RedisAwayException}.
     */
    Uni<Boolean> add(long tick, List<String> fields) {
        List<String> command = new ArrayList<>(fields.size() + 3);
        command.add(key);
        command.add("NOMKSTREAM");
        command.add(id(tick));
        command.addAll(fields);
        return link.call(redis -> redis.xadd(command)).map(added -> added != null);
    }

    /** Removes the entries before this one, and renews the expiry. */
    Uni<Void> trim(long tick) {
        return link.call(redis ->
                        redis.xtrim(List.of(key, "MINID", "=", id(tick))).call(() -> redis.pexpire(List.of(key, ttl))))
                .replaceWithVoid();
    }

    /** Closes the journal: its writer cannot add entries any more. */
    Uni<Void> close() {
        return mark(LAST_ID).replaceWithVoid();
    }

    /** False if the journal was closed before. */
    private Uni<Boolean> mark(String id) {
        return link.call(redis -> MARK.run(redis, List.of(key), List.of(ttl, id)))
                .map(marked -> marked.toLong() != CLOSED);
    }

    /** The next page of entries after this id, without the one that closes the journal; empty at the end. */
    Uni<Response> next(String after) {
        return link.call(redis -> redis.xrange(List.of(key, "(" + after, "(" + LAST_ID, "COUNT", PAGE)));
    }

    private static String id(long tick) {
        return tick + "-0";
    }
}
