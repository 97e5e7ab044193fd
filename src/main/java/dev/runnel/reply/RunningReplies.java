package dev.runnel.reply;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.runnel.Failure;
import dev.runnel.ProcessClock;
import dev.runnel.ReplyId;
import dev.runnel.ledger.LedgerConfig;
import dev.runnel.ledger.LongestReply;
import dev.runnel.ledger.ReplyHeader;
import dev.runnel.limit.Permit;
import dev.runnel.model.PreparedCall;
import dev.runnel.model.ReplyModel;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.Startup;
import io.vertx.core.Vertx;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** The replies that run in this process, and the timer that checks them. */
@Startup
@ApplicationScoped
class RunningReplies {

    /** Deadlines are seconds long, and the call of an abandoned reply must end within one second. */
    private static final long TICK_MS = 200;

    private static final int MAX_TOLD = 10_000;
    private static final Duration ABOUT_TO_BEGIN = Duration.ofSeconds(10);

    private final Vertx vertx;
    private final ReplyConfig config;
    private final LedgerConfig ledger;
    private final MeterRegistry registry;
    private final ReplyQueue queue;
    private final ReplyModel model;
    private final ProcessClock clock = new ProcessClock(System::nanoTime);
    private final Map<ReplyId, LocalReply> replies = new ConcurrentHashMap<>();
    /** How many of these wait: each message that has to wait asks for it. */
    private final AtomicInteger waiting = new AtomicInteger();
    /** Replies that were told of their line before they had begun here. */
    private final Cache<ReplyId, Boolean> told = Caffeine.newBuilder()
            .executor(Runnable::run)
            .maximumSize(MAX_TOLD)
            .expireAfterWrite(ABOUT_TO_BEGIN)
            .build();

    private long timer;

    RunningReplies(
            Vertx vertx,
            ReplyConfig config,
            LedgerConfig ledger,
            MeterRegistry registry,
            ReplyQueue queue,
            ReplyModel model) {
        this.vertx = vertx;
        this.config = config;
        this.ledger = ledger;
        this.registry = registry;
        this.queue = queue;
        this.model = model;
    }

    @PostConstruct
    void start() {
        timer = vertx.setPeriodic(TICK_MS, unused -> tick());
        registry.gauge("runnel.reply.running", this, all -> all.count() - all.waiting());
        registry.gauge("runnel.reply.waiting", this, RunningReplies::waiting);
    }

    @PreDestroy
    void stop() {
        vertx.cancelTimer(timer);
    }

    /** Adds a new reply. When it has ended, its permit is released. */
    Reply add(OpenReply opened, Permit permit) {
        ReplyHeader header = opened.header();
        ReplyDeadlines deadlines = new ReplyDeadlines(config, ledger.maxDuration(), header, clock.read());
        Reply reply = new Reply(
                opened,
                config,
                deadlines,
                queue,
                prompt -> model.stream(prompt, opened.timing().calls(), PreparedCall.NONE),
                () -> {
                    replies.remove(header.reply());
                    permit.release();
                });
        put(header.reply(), reply);
        if (told.asMap().remove(header.reply()) != null) {
            reply.lineChanged();
        }
        return reply;
    }

    /** Adds a reply that waits. */
    void add(ReplyId id, WaitingReply reply) {
        put(id, reply);
    }

    private void put(ReplyId id, LocalReply reply) {
        LocalReply before = replies.put(id, reply);
        waiting.addAndGet(waits(reply) - waits(before));
    }

    private static int waits(LocalReply reply) {
        return reply instanceof WaitingReply ? 1 : 0;
    }

    /** When it has waited for long enough to be given up. */
    ReplyDeadlines whileWaiting() {
        return ReplyDeadlines.ofWaiting(config, LongestReply.waiting(ledger), clock.read());
    }

    void remove(ReplyId id, WaitingReply reply) {
        if (replies.remove(id, reply)) {
            waiting.decrementAndGet();
        }
    }

    Optional<LocalReply> find(ReplyId id) {
        return Optional.ofNullable(replies.get(id));
    }

    /** The line of a reply has changed that runs here, or is about to. */
    void lineChanged(ReplyId id) {
        find(id).ifPresentOrElse(LocalReply::lineChanged, () -> told.put(id, true));
    }

    private void tick() {
        long now = clock.tick();
        replies.values().forEach(reply -> reply.tick(now));
    }

    /** Those that run and those that wait. */
    int count() {
        return replies.size();
    }

    int waiting() {
        return waiting.get();
    }

    /** Leaves all of them to other pods. */
    void handOver() {
        replies.values().forEach(LocalReply::handOver);
    }

    /** Ends all of them with an error, if there is no other pod. */
    void fail(Failure failure) {
        replies.values().forEach(reply -> reply.fail(failure.asException()));
    }
}
