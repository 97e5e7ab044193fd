package dev.runnel.webhook;

import dev.runnel.ReplyId;
import dev.runnel.SessionId;
import dev.runnel.UserId;
import dev.runnel.redis.RedisLink;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.Startup;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import java.time.InstantSource;
import java.util.Optional;

/** Hands turns on if there is an address for them. */
class WebhookProducer {

    /** How often it is looked for what is due. */
    private static final long TICK_MS = 1_000;

    private static final TurnWebhook NOWHERE = new TurnWebhook() {
        @Override
        public Uni<Void> ended(EndedTurn turn) {
            return Uni.createFrom().voidItem();
        }

        @Override
        public Uni<Void> forget(UserId user, Optional<SessionId> session, Optional<ReplyId> reply) {
            return Uni.createFrom().voidItem();
        }
    };

    @Produces
    @Startup
    @ApplicationScoped
    TurnWebhook turnWebhook(WebhookConfig config, RedisLink redis, Vertx vertx, MeterRegistry registry) {
        if (config.turnWebhook().isEmpty()) {
            return NOWHERE;
        }
        InstantSource clock = InstantSource.system();
        int max = config.turnWebhookMaxWaiting();
        Outbox here = new MemoryOutbox(max, clock);
        Outbox outbox = redis.isConfigured()
                ? new RedisOutbox(redis, max, config.turnWebhookGiveUp().multipliedBy(2), clock)
                : here;
        WebhookPost post = new WebhookPost(vertx, config.turnWebhook().get(), signature(config));
        Deliveries deliveries = new Deliveries(outbox, here, post, config.turnWebhookGiveUp(), clock, registry);
        vertx.setPeriodic(TICK_MS, unused -> deliveries.deliver());
        return deliveries;
    }

    private static Signature signature(WebhookConfig config) {
        try {
            return new Signature(config.turnWebhookSecret().orElse(""));
        } catch (IllegalArgumentException e) {
            throw new IllegalStateException(
                    "RUNNEL_TURN_WEBHOOK_SECRET has to be whsec_ and the Base64 of 24 random bytes or more");
        }
    }
}
