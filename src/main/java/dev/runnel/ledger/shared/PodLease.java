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
 * replies of this process. The same beat fetches what other pods ask of it.
 */
final class PodLease {

    private static final Logger LOG = Logger.getLogger(PodLease.class);

    /** A stop must be heard within a second, on top of what it takes to act on it. */
    private static final Duration BEAT = Duration.ofMillis(250);
    /** Before the reply in a request; no id has a slash. */
    private static final String ERASURE = "erase/";
    /** More stops than one beat ever brings. */
    private static final String STOPS_PER_BEAT = "1000";

    private final RedisLink link;
    private final PodId pod = PodId.random();
    private final String lease;
    private final Consumer<ReplyId> onStop;
    private final Consumer<ReplyId> onErasure;
    private volatile boolean resigned;

    PodLease(RedisLink link, Duration duration, Consumer<ReplyId> onStop, Consumer<ReplyId> onErasure) {
        this.link = link;
        this.lease = Long.toString(duration.toMillis());
        this.onStop = onStop;
        this.onErasure = onErasure;
    }

    PodId pod() {
        return pod;
    }

    void start(Timers timers) {
        renew();
        timers.every(BEAT, this::beat);
    }

    /** A beat is a fraction of the lease, so that a lost one does not matter. */
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
            replies.forEach(request -> obey(request.toString()));
        }
    }

    /** What is no request of ours keeps nobody from those behind it. */
    private void obey(String request) {
        boolean erasure = request.startsWith(ERASURE);
        String reply = erasure ? request.substring(ERASURE.length()) : request;
        ReplyId.read(reply).ifPresent(erasure ? onErasure : onStop);
    }

    /** Asks a pod to stop a reply. A pod that is gone never reads it; the list expires with the lease. */
    Uni<Void> requestStop(String owner, ReplyId reply) {
        return request(owner, reply.value());
    }

    /** Asks a pod to end a reply without a trace, as {@link #requestStop} asks. */
    Uni<Void> requestErasure(String owner, ReplyId reply) {
        return request(owner, ERASURE + reply.value());
    }

    private Uni<Void> request(String owner, String request) {
        return link.call(redis -> redis.rpush(List.of(Keys.stops(owner), request))
                        .call(() -> redis.pexpire(List.of(Keys.stops(owner), lease))))
                .replaceWithVoid();
    }

    /** Whether the pod lives. Fails when Redis is away: nobody is declared dead then. */
    Uni<Boolean> isAlive(String owner) {
        return link.call(redis -> redis.exists(List.of(Keys.lease(owner)))).map(found -> found.toInteger() == 1);
    }

    /** Gives the lease up, so that other pods take over at once. */
    Uni<Void> resign() {
        resigned = true;
        return link.call(redis -> redis.del(List.of(Keys.lease(pod.value()))))
                .onFailure()
                .recoverWithNull()
                .replaceWithVoid();
    }

    private static void ignore(Throwable thrown) {
        LOG.debugf("the lease waits for Redis: %s", thrown.toString());
    }
}
