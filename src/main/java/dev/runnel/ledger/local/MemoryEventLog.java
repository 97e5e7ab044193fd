package dev.runnel.ledger.local;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import dev.runnel.Failure;
import dev.runnel.FailureCode;
import dev.runnel.IdempotencyKey;
import dev.runnel.ReplyId;
import dev.runnel.SequencedEvent;
import dev.runnel.SessionId;
import dev.runnel.UserId;
import dev.runnel.ledger.Durability;
import dev.runnel.ledger.EventLog;
import dev.runnel.ledger.LedgerConfig;
import dev.runnel.ledger.LoggedReply;
import dev.runnel.ledger.Opening;
import dev.runnel.ledger.ReplyHeader;
import dev.runnel.ledger.Takeover;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/**
 * Keeps logs within this process. Running replies are never dropped: the rate limit bounds how many there are. A log
 * that is shared with other processes keeps this process's part in one of these.
 */
public final class MemoryEventLog implements EventLog {

    private record SessionKey(UserId user, SessionId session) {}

    private record RequestKey(UserId user, IdempotencyKey key) {}

    private final Map<ReplyId, MemoryReplyLog> running = new ConcurrentHashMap<>();
    private final Map<SessionKey, ReplyId> runningBySession = new ConcurrentHashMap<>();
    private final Cache<ReplyId, MemoryReplyLog> ended;
    private final Cache<RequestKey, ReplyId> keys;
    private final Viewers viewers;
    private volatile Listener listener;

    /** @param clock by which replies expire and viewers are slow */
    public MemoryEventLog(LedgerConfig config, Ticker clock) {
        this.viewers = new Viewers(config.slowViewerTimeout(), clock);
        this.ended = Caffeine.newBuilder()
                .ticker(clock)
                .executor(Runnable::run)
                .maximumWeight(config.memoryMaxEvents())
                .weigher((ReplyId reply, MemoryReplyLog log) -> log.size())
                .expireAfterWrite(config.retention())
                .build();
        this.keys = Caffeine.newBuilder()
                .ticker(clock)
                .executor(Runnable::run)
                .maximumSize(config.memoryMaxEvents())
                .expireAfterWrite(config.retention())
                .build();
    }

    /** The viewers of all logs, which somebody has to look after from time to time. */
    public Viewers viewers() {
        return viewers;
    }

    @Override
    public Uni<Opening> open(ReplyHeader header, Optional<IdempotencyKey> key) {
        return Uni.createFrom().item(() -> {
            Optional<ReplyId> first = key.flatMap(name -> claim(header.user(), name, header.reply()));
            return first.isPresent()
                    ? new Opening.Existing(first.get())
                    : new Opening.Opened(open(header, unused -> {}));
        });
    }

    /**
     * Opens a log whose changes are of interest to somebody else too.
     *
     * @param onChange told of each event that was added, and of the end, on the thread that brought it
     */
    public MemoryReplyLog open(ReplyHeader header, Consumer<MemoryReplyLog> onChange) {
        MemoryReplyLog log = new MemoryReplyLog(header, viewers, changed -> {
            settle(changed);
            onChange.accept(changed);
        });
        running.put(header.reply(), log);
        runningBySession.put(new SessionKey(header.user(), header.session()), header.reply());
        return log;
    }

    private void settle(MemoryReplyLog log) {
        ReplyHeader header = log.header();
        switch (log.state()) {
            case OPEN -> {
                return;
            }
            // In this order a reply is at no moment in neither map.
            case ENDED -> ended.put(header.reply(), log);
            case ABANDONED -> {}
        }
        running.remove(header.reply());
        runningBySession.remove(new SessionKey(header.user(), header.session()), header.reply());
        if (log.isDisowned()) {
            // It ended at the moment when it was given up, and was put among the ended ones after it was taken out.
            ended.invalidate(header.reply());
        }
    }

    @Override
    public Uni<Optional<ReplyId>> find(UserId user, IdempotencyKey key) {
        return Uni.createFrom().item(() -> Optional.ofNullable(keys.getIfPresent(new RequestKey(user, key))));
    }

    @Override
    public Uni<Optional<LoggedReply>> find(ReplyId reply) {
        return Uni.createFrom().item(() -> lookUp(reply).map(MemoryReplyLog::progress));
    }

    @Override
    public Uni<Optional<ReplyId>> running(UserId user, SessionId session) {
        return Uni.createFrom().item(() -> Optional.ofNullable(runningBySession.get(new SessionKey(user, session))));
    }

    @Override
    public Multi<SequencedEvent> follow(ReplyId reply, long after) {
        return Multi.createFrom()
                .deferred(() -> lookUp(reply).map(log -> log.follow(after)).orElseGet(() -> Multi.createFrom()
                        .failure(Failure.of(FailureCode.REPLY_UNKNOWN).asException())));
    }

    /** The log of a reply that runs here, or did. */
    public Optional<MemoryReplyLog> lookUp(ReplyId reply) {
        MemoryReplyLog log = running.get(reply);
        return Optional.ofNullable(log != null ? log : ended.getIfPresent(reply));
    }

    /** What was written here is not how the reply went on: whoever asks for it has to look elsewhere. */
    public void forget(ReplyId reply) {
        // Before it is taken out: it may be about to end.
        lookUp(reply).ifPresent(MemoryReplyLog::disown);
        ended.invalidate(reply);
    }

    /** Remembers who answers to a name, or tells who did before. */
    public Optional<ReplyId> claim(UserId user, IdempotencyKey key, ReplyId reply) {
        return Optional.ofNullable(keys.asMap().putIfAbsent(new RequestKey(user, key), reply));
    }

    /** Forgets a name, unless it stands for another reply. */
    public void release(UserId user, IdempotencyKey key, ReplyId reply) {
        keys.asMap().remove(new RequestKey(user, key), reply);
    }

    /** There is no other process that could have written it. */
    @Override
    public Uni<Optional<Takeover>> takeOver(ReplyId reply) {
        return Uni.createFrom().item(Optional.empty());
    }

    @Override
    public Uni<Void> requestStop(ReplyId reply) {
        return Uni.createFrom().voidItem();
    }

    @Override
    public Uni<Void> erase(UserId user, Optional<SessionId> session) {
        List<Uni<Void>> erasures =
                repliesOf(user, session).stream().map(this::erase).toList();
        return erasures.isEmpty()
                ? Uni.createFrom().voidItem()
                : Uni.join().all(erasures).andFailFast().replaceWithVoid();
    }

    private Uni<Void> erase(ReplyId reply) {
        return Uni.createFrom().deferred(() -> breakOff(reply).invoke(() -> drop(reply)));
    }

    /**
     * Ends the reply, also for its viewers here.
     *
     * @return done when nothing of it is written any more
     */
    public Uni<Void> breakOff(ReplyId reply) {
        // Before its viewers are gone: it would be stopped as one that everybody has left.
        Uni<Void> left = listener.erased(reply);
        lookUp(reply).ifPresent(MemoryReplyLog::erase);
        return left;
    }

    /** Neither the reply nor the name that it was asked for by is known any more. */
    public void drop(ReplyId reply) {
        ended.invalidate(reply);
        keys.asMap().values().removeIf(reply::equals);
    }

    /**
     * The replies that run here, or did.
     *
     * @param session empty for those of all sessions
     */
    public List<ReplyId> repliesOf(UserId user, Optional<SessionId> session) {
        // One after the other: a reply that ends meanwhile is in the second before it leaves the first.
        Set<MemoryReplyLog> logs = new HashSet<>(running.values());
        logs.addAll(ended.asMap().values());
        return logs.stream()
                .map(MemoryReplyLog::header)
                .filter(header -> header.user().equals(user)
                        && session.map(header.session()::equals).orElse(true))
                .map(ReplyHeader::reply)
                .toList();
    }

    @Override
    public void listen(Listener listener) {
        this.listener = listener;
    }

    @Override
    public boolean isShared() {
        return false;
    }

    @Override
    public Durability durability() {
        return Durability.IMMEDIATE;
    }

    @Override
    public Uni<Void> resign() {
        return Uni.createFrom().voidItem();
    }
}
