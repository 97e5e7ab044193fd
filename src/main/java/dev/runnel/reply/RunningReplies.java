package dev.runnel.reply;

import dev.runnel.ReplyId;
import io.vertx.core.Vertx;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** The replies that run in this process, and the one clock that looks after them. */
@ApplicationScoped
class RunningReplies {

    /** Deadlines are seconds long, and an abandoned provider call must end within one. */
    private static final long TICK_MS = 200;

    private final Vertx vertx;
    private final Map<ReplyId, Reply> replies = new ConcurrentHashMap<>();
    private long timer;

    RunningReplies(Vertx vertx) {
        this.vertx = vertx;
    }

    @PostConstruct
    void start() {
        timer = vertx.setPeriodic(TICK_MS, unused -> tick());
    }

    @PreDestroy
    void stop() {
        vertx.cancelTimer(timer);
    }

    void add(ReplyId id, Reply reply) {
        replies.put(id, reply);
    }

    void remove(ReplyId id) {
        replies.remove(id);
    }

    Optional<Reply> find(ReplyId id) {
        return Optional.ofNullable(replies.get(id));
    }

    private void tick() {
        long now = System.nanoTime();
        replies.values().forEach(reply -> reply.tick(now));
    }
}
