package dev.runnel.limit;

import com.github.benmanes.caffeine.cache.Ticker;
import dev.runnel.Failure;
import dev.runnel.FailureCode;
import dev.runnel.UserId;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Limits what users do besides asking: reading, erasing, and keeping streams open. Counted by each process for itself,
 * because the load is on this process, and a shared count would need a Redis command for each request.
 */
@ApplicationScoped
public class Traffic {

    /** It is not known when a stream will end; this is short enough to try again. */
    private static final Duration STREAM_WAIT = Duration.ofSeconds(2);
    /** Within seconds other pods take load off a full pod, or its own replies end. */
    private static final Duration POD_WAIT = Duration.ofSeconds(5);

    private final LimitConfig limits;
    private final Budgets<UserId> reads;
    private final Budgets<UserId> deletions;
    private final AtomicInteger podStreams = new AtomicInteger();
    /** Bounded by the limit of the pod. */
    private final ConcurrentMap<UserId, Integer> streams = new ConcurrentHashMap<>();

    @Inject
    Traffic(LimitConfig limits) {
        this(limits, Ticker.systemTicker());
    }

    Traffic(LimitConfig limits, Ticker clock) {
        this.limits = limits;
        this.reads = new Budgets<>(limits.reads(), clock);
        this.deletions = new Budgets<>(limits.deletions(), clock);
    }

    /** Counts a read; fails with a {@code FailureException} that says when to try again. */
    public Uni<Void> read(UserId user) {
        return Uni.createFrom().deferred(() -> unlessSpent(reads.spend(user)));
    }

    /** Counts a stop or an erasure; fails as {@link #read} does. */
    public Uni<Void> delete(UserId user) {
        return Uni.createFrom().deferred(() -> unlessSpent(deletions.spend(user)));
    }

    private static Uni<Void> unlessSpent(Duration wait) {
        if (!wait.isPositive()) {
            return Uni.createFrom().voidItem();
        }
        Failure refusal = new Failure(
                FailureCode.RATE_LIMITED,
                "You are asking for too much in a short time. Please wait a moment.",
                Optional.of(wait));
        return Uni.createFrom().failure(refusal.asException());
    }

    /** Throws a {@code FailureException} if no further stream may be opened now. */
    public void checkStream(UserId user) {
        if (podStreams.get() >= limits.podStreams()) {
            throw Failure.retryAfter(FailureCode.OVERLOADED, POD_WAIT).asException();
        }
        if (streams.getOrDefault(user, 0) >= limits.streams()) {
            throw new Failure(
                            FailureCode.TOO_MANY_REPLIES,
                            "You have too many replies open at once. Please close some of them.",
                            Optional.of(STREAM_WAIT))
                    .asException();
        }
    }

    /** A stream was opened. */
    public void opened(UserId user) {
        podStreams.incrementAndGet();
        streams.merge(user, 1, Integer::sum);
    }

    /** A stream that was opened has ended. */
    public void closed(UserId user) {
        podStreams.decrementAndGet();
        streams.computeIfPresent(user, (unused, open) -> open == 1 ? null : open - 1);
    }
}
