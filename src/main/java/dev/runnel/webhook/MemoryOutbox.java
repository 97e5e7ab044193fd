package dev.runnel.webhook;

import dev.runnel.ReplyId;
import dev.runnel.SessionId;
import dev.runnel.UserId;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Keeps events within this process: what was not delivered when it ends is lost. */
final class MemoryOutbox implements Outbox {

    private record Waiting(String body, int attempts, Instant added, Instant due) {}

    private final Map<String, Waiting> events = new LinkedHashMap<>();
    private final int max;
    private final InstantSource clock;

    MemoryOutbox(int max, InstantSource clock) {
        this.max = max;
        this.clock = clock;
    }

    @Override
    public synchronized Uni<Integer> add(Event event) {
        Instant now = clock.instant();
        events.putIfAbsent(event.name(), new Waiting(event.body(), 0, now, now));
        int excess = Math.max(0, events.size() - max);
        List<String> oldest = events.keySet().stream().limit(excess).toList();
        oldest.forEach(events::remove);
        return Uni.createFrom().item(excess);
    }

    @Override
    public Uni<List<Due>> take(int count, Duration lease) {
        return Uni.createFrom().item(() -> taken(count, lease));
    }

    private synchronized List<Due> taken(int count, Duration lease) {
        Instant now = clock.instant();
        List<Map.Entry<String, Waiting>> due = events.entrySet().stream()
                .filter(event -> !event.getValue().due().isAfter(now))
                .sorted(Comparator.comparing(event -> event.getValue().due()))
                .limit(count)
                .toList();
        return due.stream()
                .map(event -> {
                    Waiting before = event.getValue();
                    int attempts = before.attempts() + 1;
                    events.put(event.getKey(), new Waiting(before.body(), attempts, before.added(), now.plus(lease)));
                    return new Due(event.getKey(), before.body(), attempts, before.added());
                })
                .toList();
    }

    @Override
    public synchronized Uni<Void> remove(String name) {
        events.remove(name);
        return Uni.createFrom().voidItem();
    }

    @Override
    public synchronized Uni<Void> later(String name, Duration wait) {
        Instant due = clock.instant().plus(wait);
        events.computeIfPresent(
                name, (unused, before) -> new Waiting(before.body(), before.attempts(), before.added(), due));
        return Uni.createFrom().voidItem();
    }

    @Override
    public synchronized Uni<Void> forget(UserId user, Optional<SessionId> session, Optional<ReplyId> reply) {
        events.keySet().removeIf(name -> name.startsWith(Event.prefix(user, session, reply)));
        return Uni.createFrom().voidItem();
    }
}
