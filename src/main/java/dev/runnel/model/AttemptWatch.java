package dev.runnel.model;

import dev.runnel.ProcessClock;
import io.vertx.core.Vertx;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * One timer that checks the limits of all running attempts. A timer for each attempt, restarted for each token, would
 * cost more than the token.
 */
@ApplicationScoped
class AttemptWatch {

    /**
     * How late an exceeded limit may be noticed; the limits themselves are seconds. A shorter interval would check
     * attempts more often than tokens arrive, and cost more than parsing them.
     */
    private static final long TICK_MS = 200;

    private final Vertx vertx;
    private final ProcessClock clock = new ProcessClock(System::nanoTime);
    private final Set<Attempt> attempts = ConcurrentHashMap.newKeySet();
    private long timer;

    AttemptWatch(Vertx vertx) {
        this.vertx = vertx;
    }

    @PostConstruct
    void start() {
        timer = vertx.setPeriodic(TICK_MS, unused -> tick());
    }

    private void tick() {
        long now = clock.tick();
        attempts.forEach(attempt -> attempt.check(now));
    }

    @PreDestroy
    void stop() {
        vertx.cancelTimer(timer);
    }

    /** The time that attempts are measured by, in nanoseconds. */
    long now() {
        return clock.read();
    }

    void add(Attempt attempt) {
        attempts.add(attempt);
    }

    void remove(Attempt attempt) {
        attempts.remove(attempt);
    }

    /** How many calls to providers are running now. */
    int running() {
        return attempts.size();
    }
}
