package dev.runnel.reply;

import dev.runnel.Failure;
import dev.runnel.ProcessClock;
import dev.runnel.ReplyId;
import dev.runnel.ledger.LedgerConfig;
import dev.runnel.ledger.ReplyHeader;
import dev.runnel.ledger.ReplyLog;
import dev.runnel.limit.Permit;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.Startup;
import io.vertx.core.Vertx;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** The replies that run in this process, and the timer that checks them. */
@Startup
@ApplicationScoped
class RunningReplies {

    /** Deadlines are seconds long, and the call of an abandoned reply must end within one second. */
    private static final long TICK_MS = 200;

    private final Vertx vertx;
    private final ReplyConfig config;
    private final LedgerConfig ledger;
    private final MeterRegistry registry;
    private final ProcessClock clock = new ProcessClock(System::nanoTime);
    private final Map<ReplyId, Reply> replies = new ConcurrentHashMap<>();
    private long timer;

    RunningReplies(Vertx vertx, ReplyConfig config, LedgerConfig ledger, MeterRegistry registry) {
        this.vertx = vertx;
        this.config = config;
        this.ledger = ledger;
        this.registry = registry;
    }

    @PostConstruct
    void start() {
        timer = vertx.setPeriodic(TICK_MS, unused -> tick());
        registry.gauge("runnel.reply.running", this, RunningReplies::count);
    }

    @PreDestroy
    void stop() {
        vertx.cancelTimer(timer);
    }

    /** Adds a new reply. When it has ended, its permit is released. */
    Reply add(ReplyHeader header, ReplyLog log, Conversation conversation, Permit permit, ReplyTiming timing) {
        ReplyDeadlines deadlines = new ReplyDeadlines(config, ledger.maxDuration(), header, clock.read());
        Reply reply = new Reply(header, log, config, deadlines, conversation, timing, () -> {
            replies.remove(header.reply());
            permit.release();
        });
        replies.put(header.reply(), reply);
        return reply;
    }

    Optional<Reply> find(ReplyId id) {
        return Optional.ofNullable(replies.get(id));
    }

    private void tick() {
        long now = clock.tick();
        replies.values().forEach(reply -> reply.tick(now));
    }

    int count() {
        return replies.size();
    }

    /** Leaves all of them to other pods. */
    void handOver() {
        replies.values().forEach(Reply::handOver);
    }

    /** Ends all of them with an error, if there is no other pod. */
    void fail(Failure failure) {
        replies.values().forEach(reply -> reply.fail(failure.asException()));
    }
}
