package dev.runnel.ledger.shared;

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
import dev.runnel.ledger.LongestReply;
import dev.runnel.ledger.Opening;
import dev.runnel.ledger.ReplyHeader;
import dev.runnel.ledger.Takeover;
import dev.runnel.ledger.local.MemoryEventLog;
import dev.runnel.ledger.local.MemoryReplyLog;
import dev.runnel.redis.RedisLink;
import io.netty.channel.EventLoop;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;
import org.jboss.logging.Logger;

/**
 * The log that pods share through Redis. Each reply is kept in the memory of the pod that writes it, where the viewers
 * of that pod read it, and is copied to Redis for all other pods. Viewers here see what Redis has acknowledged. While
 * Redis is away there are only the logs in memory, and nobody waits for Redis.
 */
final class RedisEventLog implements EventLog {

    private static final Logger LOG = Logger.getLogger(RedisEventLog.class);

    private static final Duration WRITE_CHECK = Duration.ofMillis(5);
    private static final Duration LAST_WRITES = Duration.ofSeconds(2);

    private final RedisLink link;
    private final Vertx vertx;
    private final Timers timers;
    private final MemoryEventLog memory;
    private final PodLease lease;
    private final StoredReplies stored;
    private final ReplyLookup lookup;
    private final ReplyNames names;
    private final Erasure erasure;
    private final Election election;
    private final Journals journals;
    private final RemoteReplies remote;
    private final ReplyWriters writers;
    private volatile Listener listener;

    RedisEventLog(
            RedisLink link, boolean cluster, LedgerConfig config, MemoryEventLog memory, Vertx vertx, Timers timers) {
        this.link = link;
        this.vertx = vertx;
        this.timers = timers;
        this.memory = memory;
        this.lease = new PodLease(
                link,
                config.podLease(),
                reply -> listener.stopRequested(reply),
                this::eraseForAnother,
                reply -> listener.lineChanged(reply));
        this.stored = new StoredReplies(link);
        this.lookup = new ReplyLookup(memory, stored);
        Duration longest = LongestReply.kept(config);
        this.election = new Election(link, lease, stored, new DeadJournals(link, longest), reply -> memory.lookUp(reply)
                .isPresent());
        UserReplies replies = new UserReplies(link, longest);
        this.journals = new Journals(link, lease.pod(), config, vertx);
        ReplyStream stream = new ReplyStream(link, replies, config, lease.pod());
        this.writers = new ReplyWriters(link, stream, journals, config, vertx, this::lost, this::eraseForAnother);
        this.names = new ReplyNames(link, longest, replies, memory, lookup);
        this.erasure = new Erasure(link, memory, lease, stored, replies, writers::stopWriting);
        this.remote = new RemoteReplies(link, lease, memory.viewers(), cluster);
        lease.start(timers);
        remote.start(timers);
        journals.start(timers);
        election.start(timers);
    }

    /** For metrics. */
    Journals journals() {
        return journals;
    }

    @Override
    public Uni<Opening> open(ReplyHeader header, Optional<IdempotencyKey> key) {
        // The caller's event loop: the steps below may run on the loop of the Redis connection.
        EventLoop loop = journals.loop();
        return key.map(name -> names.claim(header.user(), name, header.reply()))
                .orElseGet(() -> Uni.createFrom().item(Optional.empty()))
                .map(other -> other.<Opening>map(Opening.Existing::new).orElseGet(() -> openNew(header, key, loop)));
    }

    private Opening openNew(ReplyHeader header, Optional<IdempotencyKey> key, EventLoop loop) {
        MemoryReplyLog log = memory.open(header, writers::onChange);
        ReplyWriter writer = writers.add(log, loop);
        // Not at once: in this turn of the event loop, the request to the provider is sent first.
        writer.open(key, write -> vertx.runOnContext(unused -> write.run()))
                .subscribe()
                .with(unused -> {}, thrown -> writers.headerFailed(writer, thrown));
        return new Opening.Opened(log);
    }

    private void lost(ReplyId reply) {
        listener.lost(reply);
        // The reply may have ended here meanwhile, with a different text than on the pod that took it over.
        memory.forget(reply);
    }

    @Override
    public Uni<Optional<ReplyId>> claim(UserId user, IdempotencyKey key, ReplyId reply) {
        return names.claim(user, key, reply);
    }

    @Override
    public Uni<Void> release(UserId user, IdempotencyKey key, ReplyId reply) {
        return names.release(user, key, reply);
    }

    @Override
    public Uni<Optional<ReplyId>> find(UserId user, IdempotencyKey key) {
        return names.find(user, key);
    }

    @Override
    public Uni<Optional<LoggedReply>> find(ReplyId reply) {
        return lookup.find(reply);
    }

    @Override
    public Uni<Optional<LoggedReply>> find(UserId owner, ReplyId reply) {
        return lookup.find(owner, reply);
    }

    @Override
    public Uni<Optional<ReplyId>> running(UserId user, SessionId session) {
        return names.running(user, session);
    }

    @Override
    public Multi<SequencedEvent> follow(ReplyId reply, long after) {
        return Multi.createFrom().deferred(() -> {
            Optional<MemoryReplyLog> here = memory.lookUp(reply);
            return here.isPresent()
                    ? here.get().follow(after)
                    : stored.find(reply).onItem().transformToMulti(found -> found.map(
                                    known -> remote.follow(known.reply().header(), known.opener(), after))
                            .orElseGet(() -> Multi.createFrom()
                                    .failure(Failure.of(FailureCode.REPLY_UNKNOWN)
                                            .asException())));
        });
    }

    @Override
    public Uni<Optional<Takeover>> takeOver(ReplyId reply) {
        EventLoop loop = journals.loop();
        Journal journal = journals.current();
        return stored.find(reply).flatMap(found -> found.filter(
                        known -> !known.reply().ended())
                // Before it is this pod's: what cannot be read here may be read by another one.
                .map(known -> stored.header(known).flatMap(header -> election.tryTakeOver(reply, journal.number())
                        .map(won -> won.flatMap(mine -> own(header, mine, journal, loop)))))
                .orElseGet(() -> Uni.createFrom().item(Optional.empty())));
    }

    /**
     * Makes this process the owner of a reply that it has won.
     *
     * @return empty if nothing has to be generated: the journal had the terminal event, which the reply's stream lacked
     */
    private Optional<Takeover> own(ReplyHeader header, Election.Won won, Journal journal, EventLoop loop) {
        MemoryReplyLog log = memory.open(header, writers::onChange);
        won.events().forEach(event -> log.append(event.event()));
        remote.abandon(header.reply());
        writers.takeOver(log, journal, loop, won.epoch(), won.streamed() - 1L);
        return won.isEnded() ? Optional.empty() : Optional.of(Takeover.of(header, log, won.events(), won.epoch()));
    }

    @Override
    public Uni<Void> requestStop(ReplyId reply) {
        return request(reply, writer -> lease.requestStop(writer, reply));
    }

    @Override
    public Uni<Void> tellLineChanged(ReplyId reply) {
        return memory.lookUp(reply).isPresent()
                ? memory.tellLineChanged(reply)
                : request(reply, writer -> lease.tellLineChanged(writer, reply));
    }

    private Uni<Void> request(ReplyId reply, Function<String, Uni<Void>> request) {
        return stored.find(reply).flatMap(found -> found.map(
                        known -> stored.read(reply).flatMap(content -> request.apply(content.writer())))
                .orElseGet(() -> Uni.createFrom().voidItem()));
    }

    @Override
    public Uni<Void> erase(UserId user, Optional<SessionId> session) {
        return erasure.erase(user, session);
    }

    @Override
    public Uni<Void> erase(UserId user, ReplyId reply) {
        return erasure.erase(user, reply);
    }

    private void eraseForAnother(ReplyId reply) {
        erasure.eraseHere(reply).subscribe().with(unused -> {}, e -> LOG.debugf("Not erased: %s, %s", reply, e));
    }

    @Override
    public void listen(Listener listener) {
        this.listener = listener;
        memory.listen(listener);
    }

    @Override
    public boolean isShared() {
        return link.state() == RedisLink.State.UP;
    }

    @Override
    public Durability durability() {
        return journals.durability();
    }

    /** Waits a little until Redis has all appended events: the pod that takes over starts from those. */
    @Override
    public Uni<Void> resign() {
        return written()
                .ifNoItem()
                .after(LAST_WRITES)
                .recoverWithItem(() -> null)
                .flatMap(unused -> lease.resign());
    }

    Uni<Void> written() {
        return Uni.createFrom()
                .emitter(emitter -> emitter.onTermination(timers.once(
                        WRITE_CHECK, () -> !isShared() || writers.areDone(), () -> emitter.complete(null))));
    }
}
