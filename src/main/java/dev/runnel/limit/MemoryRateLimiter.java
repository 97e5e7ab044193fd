package dev.runnel.limit;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import dev.runnel.Failure;
import dev.runnel.FailureCode;
import dev.runnel.UserId;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/** Counts within this process: the whole truth for one pod, a pod's share of it for several. */
final class MemoryRateLimiter implements RateLimiter {

    /** Bounds the memory of a flood of made-up user ids to a few megabytes; the longest unused are forgotten first. */
    private static final int MAX_USERS = 100_000;
    /** When a place among one's own replies comes free is not known; this is short enough to be tried again. */
    private static final Duration PLACE_WAIT = Duration.ofSeconds(2);
    /** A full pod is relieved by its peers, or by its own replies ending, within seconds. */
    private static final Duration POD_WAIT = Duration.ofSeconds(5);

    private final LimitConfig limits;
    private final Gcra gcra;
    private final Ticker clock;
    private final AtomicInteger podReplies = new AtomicInteger();
    /** Apart from the budgets, which may be forgotten: a place is taken until it is given back. */
    private final ConcurrentMap<UserId, Integer> running = new ConcurrentHashMap<>();

    private final ConcurrentMap<UserId, Budget> budgets;

    MemoryRateLimiter(LimitConfig limits, Ticker clock) {
        this.limits = limits;
        this.gcra = Gcra.perMinute(limits.requests());
        this.clock = clock;
        // A full budget is the same as no entry, so two minutes after its last use an entry says nothing.
        this.budgets = Caffeine.newBuilder()
                .ticker(clock)
                .executor(Runnable::run)
                .maximumSize(MAX_USERS)
                .expireAfterAccess(Duration.ofMinutes(2))
                .<UserId, Budget>build()
                .asMap();
    }

    @Override
    public Uni<Admission> admit(UserId user) {
        return Uni.createFrom().item(() -> admitNow(user));
    }

    private Admission admitNow(UserId user) {
        if (podReplies.incrementAndGet() > limits.podReplies()) {
            podReplies.decrementAndGet();
            return refused(FailureCode.OVERLOADED, POD_WAIT);
        }
        if (running.merge(user, 1, Integer::sum) > limits.concurrentReplies()) {
            leave(user);
            return refused(FailureCode.TOO_MANY_REPLIES, PLACE_WAIT);
        }
        long wait = budgets.computeIfAbsent(user, unused -> new Budget(clock.read()))
                .spend();
        if (wait > 0) {
            leave(user);
            return refused(FailureCode.RATE_LIMITED, Duration.ofNanos(wait));
        }
        AtomicBoolean released = new AtomicBoolean();
        return new Admission.Allowed(() -> {
            if (released.compareAndSet(false, true)) {
                leave(user);
            }
        });
    }

    private void leave(UserId user) {
        running.computeIfPresent(user, (unused, replies) -> replies == 1 ? null : replies - 1);
        podReplies.decrementAndGet();
    }

    private static Admission refused(FailureCode code, Duration wait) {
        return new Admission.Refused(Failure.retryAfter(code, wait));
    }

    /** What one user has left of the minute's requests. */
    private final class Budget {

        private long arrivalTime;

        Budget(long now) {
            this.arrivalTime = now;
        }

        /** Counts a request, or says how long it has to wait; zero or less when it was counted. */
        synchronized long spend() {
            long now = clock.read();
            long wait = gcra.waitFor(arrivalTime, now);
            if (wait <= 0) {
                arrivalTime = gcra.advance(arrivalTime, now);
            }
            return wait;
        }
    }
}
