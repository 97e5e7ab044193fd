package dev.runnel.webhook;

import dev.runnel.Failure;
import dev.runnel.FailureCode;
import dev.runnel.ReplyId;
import dev.runnel.SessionId;
import dev.runnel.UserId;
import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jboss.logging.Logger;

/**
 * Delivers what is in the outbox, and tries again what was not taken, after ever longer pauses, until it is given up.
 *
 * <pre>
 * waiting ─► sent ─► taken (2xx)
 *    ▲         └───► not taken ─► given up, after the configured time
 *    └── pause ◄───────┘
 * </pre>
 */
final class Deliveries implements TurnWebhook {

    private static final Logger LOG = Logger.getLogger(Deliveries.class);
    private static final int AT_ONCE = 20;
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(2);
    private static final Duration LONGEST_PAUSE = Duration.ofHours(1);

    private final Outbox outbox;
    /** What comes while the other cannot be reached. */
    private final Outbox here;

    private final WebhookPost post;
    private final Duration giveUp;
    private final InstantSource clock;
    private final MeterRegistry registry;
    private final AtomicBoolean busy = new AtomicBoolean();

    Deliveries(
            Outbox outbox,
            Outbox here,
            WebhookPost post,
            Duration giveUp,
            InstantSource clock,
            MeterRegistry registry) {
        this.outbox = outbox;
        this.here = here;
        this.post = post;
        this.giveUp = giveUp;
        this.clock = clock;
        this.registry = registry;
    }

    @Override
    public Uni<Void> ended(EndedTurn turn) {
        Outbox.Event event = new Outbox.Event(turn.user(), turn.session(), turn.eventId(), turn.body(clock.instant()));
        return outbox.add(event)
                .onFailure()
                .recoverWithUni(away -> here.add(event))
                .invoke(givenUp -> count("given_up", givenUp))
                .invoke(this::deliver)
                .replaceWithVoid();
    }

    @Override
    public Uni<Void> forget(UserId user, Optional<SessionId> session, Optional<ReplyId> reply) {
        return here.forget(user, session, reply)
                .chain(() -> outbox.forget(user, session, reply))
                .onFailure()
                .transform(away -> Failure.of(FailureCode.SESSION_UNREACHABLE).asException());
    }

    /** Sends what is due, unless that is being done. */
    void deliver() {
        if (busy.compareAndSet(false, true)) {
            round(here)
                    .chain(() -> round(outbox))
                    .onTermination()
                    .invoke(() -> busy.set(false))
                    .subscribe()
                    .with(unused -> {}, away -> {});
        }
    }

    private Uni<Void> round(Outbox box) {
        return box.take(AT_ONCE, WebhookPost.TIMEOUT.multipliedBy(2))
                .flatMap(due -> due.isEmpty()
                        ? Uni.createFrom().voidItem()
                        : Multi.createFrom()
                                .iterable(due)
                                .onItem()
                                .transformToUniAndMerge(event -> send(box, event))
                                .collect()
                                .last()
                                .chain(() -> round(box)));
    }

    private Uni<Void> send(Outbox box, Outbox.Due event) {
        return post.send(event.id(), event.body()).flatMap(isTaken -> {
            if (isTaken) {
                count("delivered", 1);
                return box.remove(event.name());
            }
            if (Duration.between(event.added(), clock.instant()).compareTo(giveUp) >= 0) {
                count("given_up", 1);
                LOG.errorf("Event %s could not be delivered and is given up", event.id());
                return box.remove(event.name());
            }
            count("failed", 1);
            return box.later(event.name(), pause(event.attempts()));
        });
    }

    /** Doubled each time, and jittered by half: a receiver that comes back must not get all at once. */
    private static Duration pause(int attempts) {
        long doubled = FIRST_PAUSE.toMillis() << Math.min(attempts - 1, 20);
        long longest = Math.min(doubled, LONGEST_PAUSE.toMillis());
        return Duration.ofMillis(longest / 2 + ThreadLocalRandom.current().nextLong(longest / 2 + 1));
    }

    private void count(String outcome, int events) {
        registry.counter("runnel.webhook.events", "outcome", outcome).increment(events);
    }
}
