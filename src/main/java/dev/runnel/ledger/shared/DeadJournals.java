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
 * Reads the journals of dead pods, for takeovers. Each journal is closed before it is read: if its pod is alive after
 * all, its later entries are refused, so it cannot show viewers events that were not read here. Each journal is read
 * once, for all replies that are taken over from its pod.
 */
final class DeadJournals {

    /**
     * How long a journal is cached after it was read: all replies of a dead pod are taken over within seconds of each
     * other.
     */
    private static final Duration KEPT = Duration.ofMinutes(1);

    private static final int MAX_KEPT = 64;

    private final RedisLink link;
    private final Duration ttl;
    private final Cache<String, Uni<Map<ReplyId, List<String>>>> read = Caffeine.newBuilder()
            .ticker(Ticker.systemTicker())
            .executor(Runnable::run)
            .maximumSize(MAX_KEPT)
            .expireAfterWrite(KEPT)
            .build();

    /** @param ttl when a journal's key expires after it was closed */
    DeadJournals(RedisLink link, Duration ttl) {
        this.link = link;
        this.ttl = ttl;
    }

    /**
     * Adds to a reply's events those that are only in journals; viewers may have seen them.
     *
     * @param journals keys of the journals of all pods that wrote the reply, in the order of the pods
     * @param events the events in the reply's stream
     * @return all events, those of the stream included
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

    /**
     * Adds the events that directly continue the known ones. Skips those that are known: an event may be in the stream
     * and in a journal, and after an outage twice in a journal.
     */
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

    /** A key of another type was not written by this service: it counts as an empty journal. */
    private Uni<Map<ReplyId, List<String>>> read(String key) {
        return read.get(key, this::readOnce)
                .onFailure()
                .invoke(() -> read.invalidate(key))
                .onFailure(thrown -> thrown instanceof RedisAwayException away && away.isWrongType())
                .recoverWithItem(Map.of());
    }

    private Uni<Map<ReplyId, List<String>>> readOnce(String key) {
        JournalStream journal = new JournalStream(link, key, ttl);
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
