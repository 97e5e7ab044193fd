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
import dev.runnel.ledger.UserSession;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;

/**
 * Keeps logs in the memory of this process. Running replies are never evicted: the rate limit bounds their number. The
 * log that pods share through Redis also uses this class, for the replies that this process writes.
 */
public final class MemoryEventLog implements EventLog {

    private final Map<ReplyId, MemoryReplyLog> running = new ConcurrentHashMap<>();
    private final Map<UserSession, ReplyId> runningBySession = new ConcurrentHashMap<>();
    private final Cache<ReplyId, MemoryReplyLog> ended;
    private final RequestKeys keys;
    private final Viewers viewers;
    private volatile Listener listener;

    /** @param clock for the expiry of replies and the detection of slow viewers */
    public MemoryEventLog(LedgerConfig config, Ticker clock) {
        this.viewers = new Viewers(config.slowViewerTimeout(), clock);
        this.ended = Caffeine.newBuilder()
                .ticker(clock)
                .executor(Runnable::run)
                .maximumWeight(config.memoryMaxEvents())
                .weigher((ReplyId reply, MemoryReplyLog log) -> log.size())
                .expireAfterWrite(config.retention())
                .build();
        this.keys = new RequestKeys(config, clock);
    }

    /** The viewers of all logs. The owner of this log must call {@link Viewers#cutSlow} from time to time. */
    public Viewers viewers() {
        return viewers;
    }

    @Override
    public Uni<Opening> open(ReplyHeader header, Optional<IdempotencyKey> key) {
        return Uni.createFrom().item(() -> {
            AtomicReference<MemoryReplyLog> log = new AtomicReference<>();
            Runnable open = () -> log.set(open(header, unused -> {}));
            Optional<ReplyId> first = key.flatMap(name -> keys.claim(header.user(), name, header.reply(), open));
            if (first.isPresent()) {
                return new Opening.Existing(first.get());
            }
            if (log.get() == null) {
                open.run();
            }
            return new Opening.Opened(log.get());
        });
    }

    /**
     * Opens a log and reports its changes.
     *
     * @param onChange called after each append and after {@link MemoryReplyLog#abandon}, on the thread that did it
     */
    public MemoryReplyLog open(ReplyHeader header, Consumer<MemoryReplyLog> onChange) {
        MemoryReplyLog log = new MemoryReplyLog(header, viewers, changed -> {
            moveIfEnded(changed);
            onChange.accept(changed);
        });
        running.put(header.reply(), log);
        runningBySession.put(header.userSession(), header.reply());
        return log;
    }

    private void moveIfEnded(MemoryReplyLog log) {
        ReplyHeader header = log.header();
        switch (log.state()) {
            case OPEN -> {
                return;
            }
            // Added to the ended ones before it is removed from the running ones: a lookup finds it at any moment.
            case ENDED -> ended.put(header.reply(), log);
            case ABANDONED -> {}
        }
        running.remove(header.reply());
        runningBySession.remove(header.userSession(), header.reply());
        if (log.isDiscarded()) {
            // forget() or drop() may have run just before the reply was added to the ended ones: remove it again.
            ended.invalidate(header.reply());
            log.leaveHidden();
        }
    }

    @Override
    public Uni<Optional<ReplyId>> find(UserId user, IdempotencyKey key) {
        return Uni.createFrom().item(() -> keys.find(user, key));
    }

    @Override
    public Uni<Optional<LoggedReply>> find(ReplyId reply) {
        return Uni.createFrom().item(() -> lookUp(reply).map(MemoryReplyLog::progress));
    }

    @Override
    public Uni<Optional<ReplyId>> running(UserId user, SessionId session) {
        return Uni.createFrom().item(() -> Optional.ofNullable(runningBySession.get(new UserSession(user, session))));
    }

    @Override
    public Multi<SequencedEvent> follow(ReplyId reply, long after) {
        return Multi.createFrom()
                .deferred(() -> lookUp(reply).map(log -> log.follow(after)).orElseGet(() -> Multi.createFrom()
                        .failure(Failure.of(FailureCode.REPLY_UNKNOWN).asException())));
    }

    /** The log of a reply that this process writes or has written; empty if it is unknown or has expired. */
    public Optional<MemoryReplyLog> lookUp(ReplyId reply) {
        MemoryReplyLog log = running.get(reply);
        return Optional.ofNullable(log != null ? log : ended.getIfPresent(reply));
    }

    /**
     * Another pod has continued the reply, perhaps with a different text. So this process no longer serves it once it
     * has ended here; later readers find it in Redis.
     */
    public void forget(ReplyId reply) {
        // Marked before it is removed: if it ends at this moment, moveIfEnded() sees the mark and removes it.
        Optional<MemoryReplyLog> log = lookUp(reply);
        log.ifPresent(MemoryReplyLog::discardAtEnd);
        ended.invalidate(reply);
        // After it is removed: its viewers look for the rest of it elsewhere.
        log.ifPresent(MemoryReplyLog::leaveHidden);
    }

    @Override
    public Uni<Optional<ReplyId>> claim(UserId user, IdempotencyKey key, ReplyId reply) {
        return Uni.createFrom().item(() -> keys.claim(user, key, reply, () -> {}));
    }

    @Override
    public Uni<Void> release(UserId user, IdempotencyKey key, ReplyId reply) {
        return Uni.createFrom().voidItem().invoke(() -> keys.release(user, key, reply));
    }

    @Override
    public Uni<Void> tellLineChanged(ReplyId reply) {
        return Uni.createFrom().voidItem().invoke(() -> listener.lineChanged(reply));
    }

    @Override
    public Uni<Void> erase(UserId user, Optional<SessionId> session) {
        List<Uni<Void>> erasures =
                repliesOf(user, session).stream().map(this::erase).toList();
        return erasures.isEmpty()
                ? Uni.createFrom().voidItem()
                : Uni.join().all(erasures).andFailFast().replaceWithVoid();
    }

    @Override
    public Uni<Void> erase(UserId user, ReplyId reply) {
        return isHere(user, reply) ? erase(reply) : Uni.createFrom().voidItem();
    }

    /** Whether this user's reply runs in this process, or has run here. */
    public boolean isHere(UserId user, ReplyId reply) {
        return lookUp(reply).filter(log -> log.header().user().equals(user)).isPresent();
    }

    private Uni<Void> erase(ReplyId reply) {
        return Uni.createFrom().deferred(() -> endForErasure(reply).invoke(() -> drop(reply)));
    }

    /**
     * Ends a reply that is being erased: the model's answer is cancelled, and viewers here get {@code REPLY_UNKNOWN}.
     *
     * @return completes when nothing more is written of the reply
     */
    public Uni<Void> endForErasure(ReplyId reply) {
        // The listener first: once viewers are disconnected, it would stop the reply because nobody follows it.
        Uni<Void> done = listener.erased(reply);
        lookUp(reply).ifPresent(MemoryReplyLog::erase);
        return done;
    }

    /** Removes an ended reply, and the idempotency keys that name it. */
    public void drop(ReplyId reply) {
        ended.invalidate(reply);
        keys.drop(reply);
    }

    /**
     * The user's replies that this process writes or has written.
     *
     * @param session empty for those of all sessions
     */
    public List<ReplyId> repliesOf(UserId user, Optional<SessionId> session) {
        // Running replies first: one that ends meanwhile is added to the ended ones before it is removed from the
        // running ones, so it is in one of the two.
        Set<MemoryReplyLog> logs = new HashSet<>(running.values());
        logs.addAll(ended.asMap().values());
        return logs.stream()
                .map(MemoryReplyLog::header)
                .filter(header -> header.userSession().isOf(user, session))
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
}
