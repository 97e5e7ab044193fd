package dev.runnel.ledger.shared;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import dev.runnel.ReplyId;
import dev.runnel.SequencedEvent;
import dev.runnel.redis.RedisAwayException;
import dev.runnel.redis.RedisLink;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.redis.client.Response;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The journals of pods that are gone. Each is closed before it is read, so that its pod, if it lives after all, shows
 * nobody what was not read here; and it is read once for all replies that are taken over.
 */
final class DeadJournals {

    /** All replies of a dead pod are missed within seconds of each other. */
    private static final Duration KEPT = Duration.ofMinutes(1);

    private static final int MAX_KEPT = 64;

    private final RedisLink link;
    private final Duration life;
    private final Cache<String, Uni<Map<ReplyId, List<String>>>> read = Caffeine.newBuilder()
            .ticker(Ticker.systemTicker())
            .executor(Runnable::run)
            .maximumSize(MAX_KEPT)
            .expireAfterWrite(KEPT)
            .build();

    /** @param life how long a journal is kept when nobody writes it any more */
    DeadJournals(RedisLink link, Duration life) {
        this.link = link;
        this.life = life;
    }

    /**
     * What viewers may have seen of a reply beyond its stream.
     *
     * @param journals keys, in the order in which their pods wrote the reply
     * @param events what the stream has
     * @return all events, those included
     */
    Uni<List<SequencedEvent>> complete(ReplyId reply, List<String> journals, List<SequencedEvent> events) {
        Uni<List<SequencedEvent>> all = Uni.createFrom().item(new ArrayList<>(events));
        for (String journal : journals) {
            all = all.flatMap(known -> read(journal)
                    .invoke(found -> append(known, found.getOrDefault(reply, List.of())))
                    .replaceWith(known));
        }
        return all;
    }

    /** What the stream has as well comes twice, and so does what a journal got again after an outage. */
    private static void append(List<SequencedEvent> known, List<String> entries) {
        for (String entry : entries) {
            for (SequencedEvent event : EventCodec.decode(entry)) {
                boolean isOver = !known.isEmpty() && known.getLast().isTerminal();
                if (event.seq() == known.size() && !isOver) {
                    known.add(event);
                }
            }
        }
    }

    /** What stands under the name and is no journal says nothing. */
    private Uni<Map<ReplyId, List<String>>> read(String key) {
        return read.get(key, this::readOnce)
                .onFailure()
                .invoke(() -> read.invalidate(key))
                .onFailure(thrown -> thrown instanceof RedisAwayException away && away.isWrongType())
                .recoverWithItem(Map.of());
    }

    private Uni<Map<ReplyId, List<String>>> readOnce(String key) {
        JournalStream journal = new JournalStream(link, key, life);
        return journal.close()
                .chain(() -> readFrom(journal, "0-0", new HashMap<>()))
                .memoize()
                .indefinitely();
    }

    private Uni<Map<ReplyId, List<String>>> readFrom(
            JournalStream journal, String after, Map<ReplyId, List<String>> found) {
        return journal.next(after).flatMap(page -> {
            if (page == null || page.size() == 0) {
                return Uni.createFrom().item(found);
            }
            page.forEach(entry -> collect(entry.get(1), found));
            return readFrom(journal, page.get(page.size() - 1).get(0).toString(), found);
        });
    }

    private static void collect(Response fields, Map<ReplyId, List<String>> found) {
        for (int i = 0; i + 1 < fields.size(); i += 2) {
            String events = fields.get(i + 1).toString();
            ReplyId.read(fields.get(i).toString())
                    .ifPresent(reply -> found.computeIfAbsent(reply, unused -> new ArrayList<>())
                            .add(events));
        }
    }
}
