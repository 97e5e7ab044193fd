package dev.runnel.ledger;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import dev.runnel.Failure;
import dev.runnel.FailureCode;
import dev.runnel.ReplyId;
import dev.runnel.SequencedEvent;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Keeps logs within this process. Running replies are never dropped: the gate bounds how many there are. */
final class MemoryEventLog implements EventLog {

    private final Map<ReplyId, MemoryReplyLog> running = new ConcurrentHashMap<>();
    private final Cache<ReplyId, MemoryReplyLog> ended;

    MemoryEventLog(LedgerConfig config, Ticker clock) {
        this.ended = Caffeine.newBuilder()
                .ticker(clock)
                .executor(Runnable::run)
                .maximumWeight(config.memoryMaxEvents())
                .weigher((ReplyId reply, MemoryReplyLog log) -> log.size())
                .expireAfterWrite(config.retention())
                .build();
    }

    @Override
    public Uni<ReplyLog> open(ReplyHeader header) {
        return Uni.createFrom().item(() -> {
            MemoryReplyLog log = new MemoryReplyLog(header, this::retain);
            running.put(header.reply(), log);
            return log;
        });
    }

    /** In this order a reply is at no moment in neither map. */
    private void retain(MemoryReplyLog log) {
        ended.put(log.header().reply(), log);
        running.remove(log.header().reply());
    }

    @Override
    public Uni<Optional<ReplyHeader>> find(ReplyId reply) {
        return Uni.createFrom().item(() -> lookUp(reply).map(MemoryReplyLog::header));
    }

    @Override
    public Multi<SequencedEvent> follow(ReplyId reply, long after) {
        return Multi.createFrom()
                .deferred(() -> lookUp(reply).map(log -> log.follow(after)).orElseGet(() -> Multi.createFrom()
                        .failure(Failure.of(FailureCode.REPLY_UNKNOWN).asException())));
    }

    private Optional<MemoryReplyLog> lookUp(ReplyId reply) {
        MemoryReplyLog log = running.get(reply);
        return Optional.ofNullable(log != null ? log : ended.getIfPresent(reply));
    }
}
