package dev.runnel.limit;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import dev.runnel.Failure;
import dev.runnel.FailureCode;
import dev.runnel.UserId;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
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
    private final ConcurrentMap<UserId, Budget> users;

    MemoryRateLimiter(LimitConfig limits, Ticker clock) {
        this.limits = limits;
        this.gcra = Gcra.perMinute(limits.requests());
        this.clock = clock;
        // A full budget is the same as no entry, so two minutes after its last use an entry says nothing.
        this.users = Caffeine.newBuilder()
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
            return new Admission.Refused(Failure.retryAfter(FailureCode.OVERLOADED, POD_WAIT));
        }
        Budget budget = users.computeIfAbsent(user, unused -> new Budget(clock.read()));
        Admission admission = budget.admit();
        if (admission instanceof Admission.Refused) {
            podReplies.decrementAndGet();
        }
        return admission;
    }

    /** One user's budget and running replies. A permit holds on to it, so that eviction cannot free a place twice. */
    private final class Budget {

        private long arrivalTime;
        private int running;

        Budget(long now) {
            this.arrivalTime = now;
        }

        synchronized Admission admit() {
            long now = clock.read();
            if (running >= limits.concurrentReplies()) {
                return new Admission.Refused(Failure.retryAfter(FailureCode.TOO_MANY_REPLIES, PLACE_WAIT));
            }
            long wait = gcra.waitFor(arrivalTime, now);
            if (wait > 0) {
                return new Admission.Refused(Failure.retryAfter(FailureCode.RATE_LIMITED, Duration.ofNanos(wait)));
            }
            arrivalTime = gcra.advance(arrivalTime, now);
            running++;
            AtomicBoolean released = new AtomicBoolean();
            return new Admission.Allowed(() -> {
                if (released.compareAndSet(false, true)) {
                    leave();
                }
            });
        }

        private synchronized void leave() {
            running--;
            podReplies.decrementAndGet();
        }
    }
}
