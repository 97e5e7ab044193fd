package dev.runnel.limit;

import com.github.benmanes.caffeine.cache.Ticker;
import dev.runnel.ClientAddress;
import dev.runnel.Failure;
import dev.runnel.FailureCode;
import dev.runnel.UserId;
import dev.runnel.redis.RedisLink;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Counts for all pods together. Places are counted in this process, too: that keeps the pod within its own bound, spares
 * Redis what is refused anyway, and is what still holds while Redis is away.
 */
final class RedisRateLimiter implements RateLimiter {

    private static final long ALL_PLACES_TAKEN = -1;

    private final RedisLink redis;
    private final LimitConfig limits;
    private final Places places;
    private final SharedPlaces sharedPlaces;
    private final LocalBudgets whileAway;
    private final List<String> userBudget;
    private final String process = UUID.randomUUID().toString();
    private final AtomicLong admitted = new AtomicLong();

    RedisRateLimiter(RedisLink redis, LimitConfig limits, Duration placeTtl) {
        this.redis = redis;
        this.limits = limits;
        this.places = new Places(limits);
        this.sharedPlaces = new SharedPlaces(redis, placeTtl);
        this.whileAway = new LocalBudgets(limits, Ticker.systemTicker());
        this.userBudget = budget(limits.requests());
    }

    @Override
    public Uni<Admission> admit(UserId user, ClientAddress address) {
        return Uni.createFrom().deferred(() -> {
            Optional<Failure> full = places.take(user);
            if (full.isPresent()) {
                return Uni.createFrom().item(new Admission.Refused(full.get()));
            }
            Place place = new Place(user);
            return ask(place, address)
                    .map(refusal -> decide(refusal, place, place::giveBack))
                    .onFailure()
                    .recoverWithItem(() -> decide(whileAway.spend(user, address), place, place::release))
                    .onCancellation()
                    .invoke(place::release);
        });
    }

    @Override
    public Uni<Void> forget(UserId user) {
        return Uni.createFrom().deferred(() -> {
            whileAway.forget(user);
            return redis.call(api -> api.del(List.of(LimitKeys.rate(user), LimitKeys.running(user))))
                    .onFailure()
                    .transform(
                            away -> Failure.of(FailureCode.SESSION_UNREACHABLE).asException())
                    .replaceWithVoid();
        });
    }

    private static Admission decide(Optional<Failure> refusal, Permit permit, Runnable withdraw) {
        if (refusal.isEmpty()) {
            return new Admission.Allowed(permit);
        }
        withdraw.run();
        return new Admission.Refused(refusal.get());
    }

    /** Fails when Redis cannot tell. */
    private Uni<Optional<Failure>> ask(Place place, ClientAddress address) {
        if (limits.addressRequests() == 0) {
            return askForUser(place);
        }
        // Apart from the user's keys, which may be on another node of a cluster.
        List<String> key = List.of(LimitKeys.rate(address));
        List<String> budget = budget(limits.addressRequests());
        return redis.call(api -> LimitScripts.SPEND.run(api, key, budget))
                .map(wait -> refusal(wait.toLong()))
                .flatMap(refusal -> refusal.isPresent()
                        ? Uni.createFrom().item(refusal)
                        : askForUser(place).invoke(refused -> refused.ifPresent(unused -> refund(key, budget))));
    }

    private Uni<Optional<Failure>> askForUser(Place place) {
        List<String> keys = List.of(LimitKeys.rate(place.user), LimitKeys.running(place.user));
        List<String> arguments = List.of(
                userBudget.get(0),
                userBudget.get(1),
                Integer.toString(limits.concurrentReplies()),
                sharedPlaces.ttl(),
                place.id);
        return redis.call(api -> LimitScripts.ADMIT.run(api, keys, arguments)).map(wait -> refusal(wait.toLong()));
    }

    private void refund(List<String> key, List<String> budget) {
        redis.call(api -> LimitScripts.REFUND.run(api, key, budget)).subscribe().with(unused -> {}, unused -> {});
    }

    private static Optional<Failure> refusal(long waitMicros) {
        if (waitMicros == ALL_PLACES_TAKEN) {
            return Optional.of(Failure.retryAfter(FailureCode.TOO_MANY_REPLIES, Places.PLACE_WAIT));
        }
        return waitMicros == 0
                ? Optional.empty()
                : Optional.of(Failure.retryAfter(FailureCode.RATE_LIMITED, Duration.of(waitMicros, ChronoUnit.MICROS)));
    }

    private static List<String> budget(int requestsPerMinute) {
        Gcra gcra = Gcra.perMinute(requestsPerMinute);
        return List.of(Long.toString(gcra.interval() / 1_000), Long.toString(gcra.tolerance() / 1_000));
    }

    private final class Place implements Permit {

        private final UserId user;
        private final String id = process + ":" + admitted.incrementAndGet();
        private final AtomicBoolean released = new AtomicBoolean();

        Place(UserId user) {
            this.user = user;
            sharedPlaces.hold(id, user);
        }

        @Override
        public void release() {
            if (giveBack()) {
                sharedPlaces.remove(id, user);
            }
        }

        /** For a place that Redis does not know. */
        boolean giveBack() {
            if (!released.compareAndSet(false, true)) {
                return false;
            }
            places.giveBack(user);
            sharedPlaces.drop(id);
            return true;
        }
    }
}
