package dev.runnel.ledger.shared;

import dev.runnel.redis.RedisLink;
import dev.runnel.redis.RedisScript;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.redis.client.Response;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * One journal as it stands in Redis: a stream whose entries are numbered by its writer. Each field of an entry is named
 * after a reply, and holds events of it as its own stream does.
 *
 * <p>Entries must grow, and so the largest id ends a journal for good: whoever takes over after its pod writes it,
 * and reads what stands before it. The pod, should it live after all, is refused from then on.
 */
final class JournalStream {

    /** Not the very last: Redis would refuse what comes after it with another error. */
    private static final String LAST_ID = "18446744073709551614-0";

    private static final String PAGE = "200";
    private static final long CLOSED = 0;

    /**
     * Key: the journal. Arguments: its life in milliseconds, an id. Says 0 when it has been closed, else 1. It makes the
     * stream and gives it its expiry in one step: a pod may be killed between two.
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
    private final String life;

    /** @param life how long it is kept when nobody writes it any more */
    JournalStream(RedisLink link, String key, Duration life) {
        this.link = link;
        this.key = key;
        this.life = Long.toString(life.toMillis());
    }

    /** Makes it if it is not there; false when it has been closed. */
    Uni<Boolean> open(long tick) {
        return mark(id(tick));
    }

    /** Adds one entry; false when there is no such journal any more. */
    Uni<Boolean> add(long tick, List<String> fields) {
        List<String> command = new ArrayList<>(fields.size() + 3);
        command.add(key);
        command.add("NOMKSTREAM");
        command.add(id(tick));
        command.addAll(fields);
        return link.call(redis -> redis.xadd(command)).map(added -> added != null);
    }

    /** Drops the entries before this one, and lives on. */
    Uni<Void> trim(long tick) {
        return link.call(redis ->
                        redis.xtrim(List.of(key, "MINID", "=", id(tick))).call(() -> redis.pexpire(List.of(key, life))))
                .replaceWithVoid();
    }

    /** Lets nobody write it any more. */
    Uni<Void> close() {
        return mark(LAST_ID).replaceWithVoid();
    }

    /** False when it has been closed. */
    private Uni<Boolean> mark(String id) {
        return link.call(redis -> MARK.run(redis, List.of(key), List.of(life, id)))
                .map(marked -> marked.toLong() != CLOSED);
    }

    /** The next entries of its writer after this id; none when there are no more. */
    Uni<Response> next(String after) {
        return link.call(redis -> redis.xrange(List.of(key, "(" + after, "(" + LAST_ID, "COUNT", PAGE)));
    }

    private static String id(long tick) {
        return tick + "-0";
    }
}
