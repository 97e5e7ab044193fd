package dev.runnel.ledger.shared;

import dev.runnel.ReplyId;
import dev.runnel.redis.RedisLink;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.redis.client.Response;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import org.jboss.logging.Logger;

/**
 * This process's lease: a key in Redis that expires unless it is renewed. When it is gone, other pods may take over the
 * replies of this process. The same timer fetches the requests of other pods: to stop a reply, or to erase it.
 */
final class PodLease {

    private static final Logger LOG = Logger.getLogger(PodLease.class);

    /**
     * How often the lease is renewed and requests are fetched. A stop must arrive within a second; acting on it takes
     * extra time.
     */
    private static final Duration BEAT = Duration.ofMillis(250);
    /** The prefix of a request to erase, before the reply's id, which contains no slash. */
    private static final String ERASURE = "erase/";
    /** The same of the word that a line has changed. A pod of an older version takes neither for a reply's id. */
    private static final String LINE = "line/";

    /** How many requests one beat fetches: more than ever arrive between two. */
    private static final String STOPS_PER_BEAT = "1000";

    private final RedisLink link;
    private final PodId pod = PodId.random();
    private final String lease;
    private final Consumer<ReplyId> onStop;
    private final Consumer<ReplyId> onErasure;
    private final Consumer<ReplyId> onLineChanged;
    private volatile boolean resigned;

    PodLease(
            RedisLink link,
            Duration duration,
            Consumer<ReplyId> onStop,
            Consumer<ReplyId> onErasure,
            Consumer<ReplyId> onLineChanged) {
        this.link = link;
        this.lease = Long.toString(duration.toMillis());
        this.onStop = onStop;
        this.onErasure = onErasure;
        this.onLineChanged = onLineChanged;
    }

    PodId pod() {
        return pod;
    }

    void start(Timers timers) {
        renew();
        timers.every(BEAT, this::beat);
    }

    /** A beat is a fraction of the lease, so that one failed renewal does no harm. */
    private void beat() {
        if (!resigned) {
            renew();
            fetchStops();
        }
    }

    private void renew() {
        link.call(redis -> redis.set(List.of(Keys.lease(pod.value()), "1", "PX", lease)))
                .subscribe()
                .with(unused -> {}, PodLease::ignore);
    }

    private void fetchStops() {
        link.call(redis -> redis.lpop(List.of(Keys.stops(pod.value()), STOPS_PER_BEAT)))
                .subscribe()
                .with(this::stopAll, PodLease::ignore);
    }

    private void stopAll(Response replies) {
        if (replies != null) {
            replies.forEach(request -> handle(request.toString()));
        }
    }

    /** Ignores an invalid request, so that the requests behind it are still handled. */
    private void handle(String request) {
        Consumer<ReplyId> action =
                request.startsWith(ERASURE) ? onErasure : request.startsWith(LINE) ? onLineChanged : onStop;
        ReplyId.read(request.substring(request.lastIndexOf('/') + 1)).ifPresent(action);
    }

    /**
     * Asks a pod to stop a reply. A dead pod never reads the request; the list of requests expires after the time of a
     * lease.
     */
    Uni<Void> requestStop(String owner, ReplyId reply) {
        return request(owner, reply.value());
    }

    /** Asks a pod to erase a reply, in the same way as {@link #requestStop}. */
    Uni<Void> requestErasure(String owner, ReplyId reply) {
        return request(owner, ERASURE + reply.value());
    }

    /** Tells a pod that the line has changed in which this reply runs. */
    Uni<Void> tellLineChanged(String owner, ReplyId reply) {
        return request(owner, LINE + reply.value());
    }

    private Uni<Void> request(String owner, String request) {
        return link.call(redis -> redis.rpush(List.of(Keys.stops(owner), request))
                        .call(() -> redis.pexpire(List.of(Keys.stops(owner), lease))))
                .replaceWithVoid();
    }

    /** Whether the pod has a valid lease. Fails while Redis is away, so that no pod is taken for dead then. */
    Uni<Boolean> isAlive(String owner) {
        return link.call(redis -> redis.exists(List.of(Keys.lease(owner)))).map(found -> found.toInteger() == 1);
    }

    /** Deletes the lease, so that other pods can take over at once. Never fails. */
    Uni<Void> resign() {
        resigned = true;
        return link.call(redis -> redis.del(List.of(Keys.lease(pod.value()))))
                .onFailure()
                .recoverWithNull()
                .replaceWithVoid();
    }

    private static void ignore(Throwable thrown) {
        LOG.debugf("Cannot renew the lease or fetch requests: %s", thrown.toString());
    }
}
