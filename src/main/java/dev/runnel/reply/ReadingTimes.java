package dev.runnel.reply;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.runnel.ReplyId;
import dev.runnel.UserId;
import dev.runnel.ledger.LedgerConfig;
import dev.runnel.limit.Traffic;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;

/** How long replies are read, as viewers' pages report it. */
@ApplicationScoped
public class ReadingTimes {

    /** The replies of some minutes on a full process. A reply that is no longer remembered may be counted twice. */
    private static final int REMEMBERED = 100_000;

    private final ReplyService replies;
    private final ReplyMetrics metrics;
    private final Traffic traffic;
    private final Cache<ReplyId, Boolean> counted;

    ReadingTimes(ReplyService replies, LedgerConfig config, ReplyMetrics metrics, Traffic traffic) {
        this.traffic = traffic;
        this.replies = replies;
        this.metrics = metrics;
        this.counted = Caffeine.newBuilder()
                .maximumSize(REMEMBERED)
                .expireAfterWrite(config.maxDuration().plus(config.retention()))
                .build();
    }

    /**
     * Counts how long a reply was read. Only the first report of a reply counts, so that one user's many reports do not
     * outweigh those of others. Fails with {@code REPLY_UNKNOWN} if this user has no such reply any more.
     */
    public Uni<Void> read(UserId user, ReplyId reply, Duration time) {
        return traffic.read(user)
                .chain(() -> replies.find(user, reply))
                .invoke(known -> {
                    if (counted.asMap().putIfAbsent(reply, true) == null) {
                        metrics.read(time);
                    }
                })
                .replaceWithVoid();
    }
}
