package dev.runnel.limit;

import com.github.benmanes.caffeine.cache.Ticker;
import dev.runnel.ClientAddress;
import dev.runnel.Failure;
import dev.runnel.FailureCode;
import dev.runnel.ReplyId;
import dev.runnel.UserId;
import dev.runnel.redis.RedisLink;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Counts for all pods together. Slots are also counted in this process: that enforces the pod's own limit, spares Redis
 * requests that would be refused anyway, and still works while Redis is down.
 */
final class RedisRateLimiter implements RateLimiter {

    private static final long ALL_SLOTS_TAKEN = -1;

    private final RedisLink redis;
    private final LimitConfig limits;
    private final ReplySlots slots;
    private final SharedReplySlots sharedSlots;
    private final LocalBudgets whileAway;
    private final List<String> userBudget;

    RedisRateLimiter(RedisLink redis, LimitConfig limits, Duration slotTtl) {
        this.redis = redis;
        this.limits = limits;
        this.slots = new ReplySlots(limits);
        this.sharedSlots = new SharedReplySlots(redis, slotTtl);
        this.whileAway = new LocalBudgets(limits, Ticker.systemTicker());
        this.userBudget = budget(limits.requests());
    }

    @Override
    public Uni<Admission> admit(UserId user, ClientAddress address, ReplyId reply) {
        return withSlot(user, reply, slot -> count(address, askForUser(slot)), () -> whileAway.spend(user, address));
    }

    @Override
    public Uni<Optional<Failure>> count(UserId user, ClientAddress address) {
        List<String> key = List.of(LimitKeys.rate(user));
        Uni<Optional<Failure>> ofUser =
                redis.call(api -> LimitScripts.SPEND.run(api, key, userBudget)).map(wait -> refusal(wait.toLong()));
        return count(address, ofUser).onFailure().recoverWithItem(() -> whileAway.spend(user, address));
    }

    @Override
    public Uni<Admission> seat(UserId user, ReplyId reply) {
        return withSlot(user, reply, this::takeSlot, Optional::empty);
    }

    private Uni<Admission> withSlot(
            UserId user,
            ReplyId reply,
            Function<Slot, Uni<Optional<Failure>>> ask,
            Supplier<Optional<Failure>> whileRedisIsAway) {
        return Uni.createFrom().deferred(() -> {
            Optional<Failure> full = slots.take(user);
            if (full.isPresent()) {
                return Uni.createFrom().item(new Admission.Refused(full.get()));
            }
            Slot slot = new Slot(user, reply);
            return ask.apply(slot)
                    .map(refusal -> decide(refusal, slot, slot::giveBack))
                    .onFailure()
                    .recoverWithItem(() -> decide(whileRedisIsAway.get(), slot, slot::release))
                    .onCancellation()
                    .invoke(slot::release);
        });
    }

    @Override
    public Permit adopt(UserId user, ReplyId reply) {
        sharedSlots.hold(reply.value(), user);
        AtomicBoolean released = new AtomicBoolean();
        return () -> {
            if (released.compareAndSet(false, true)) {
                sharedSlots.drop(reply.value());
                sharedSlots.remove(reply.value(), user);
            }
        };
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

    /** Counts the request of the address, and then that of the user. Fails if Redis does not answer. */
    private Uni<Optional<Failure>> count(ClientAddress address, Uni<Optional<Failure>> ofUser) {
        if (limits.addressRequests() == 0) {
            return ofUser;
        }
        // Not together with the user's keys, which may be on another node of a cluster.
        List<String> key = List.of(LimitKeys.rate(address));
        List<String> budget = budget(limits.addressRequests());
        return redis.call(api -> LimitScripts.SPEND.run(api, key, budget))
                .map(wait -> refusal(wait.toLong()))
                .flatMap(refusal -> refusal.isPresent()
                        ? Uni.createFrom().item(refusal)
                        : ofUser.invoke(refused -> refused.ifPresent(unused -> refund(key, budget))));
    }

    private Uni<Optional<Failure>> takeSlot(Slot slot) {
        List<String> key = List.of(LimitKeys.running(slot.user));
        List<String> arguments = List.of(Integer.toString(limits.concurrentReplies()), sharedSlots.ttl(), slot.id);
        return redis.call(api -> LimitScripts.TAKE.run(api, key, arguments)).map(wait -> refusal(wait.toLong()));
    }

    private Uni<Optional<Failure>> askForUser(Slot slot) {
        List<String> keys = List.of(LimitKeys.rate(slot.user), LimitKeys.running(slot.user));
        List<String> arguments = List.of(
                userBudget.get(0),
                userBudget.get(1),
                Integer.toString(limits.concurrentReplies()),
                sharedSlots.ttl(),
                slot.id);
        return redis.call(api -> LimitScripts.ADMIT.run(api, keys, arguments)).map(wait -> refusal(wait.toLong()));
    }

    private void refund(List<String> key, List<String> budget) {
        redis.call(api -> LimitScripts.REFUND.run(api, key, budget)).subscribe().with(unused -> {}, unused -> {});
    }

    private static Optional<Failure> refusal(long waitMicros) {
        if (waitMicros == ALL_SLOTS_TAKEN) {
            return Optional.of(Failure.retryAfter(FailureCode.TOO_MANY_REPLIES, ReplySlots.SLOT_WAIT));
        }
        return waitMicros == 0
                ? Optional.empty()
                : Optional.of(Failure.retryAfter(FailureCode.RATE_LIMITED, Duration.of(waitMicros, ChronoUnit.MICROS)));
    }

    private static List<String> budget(int requestsPerMinute) {
        Gcra gcra = Gcra.perMinute(requestsPerMinute);
        return List.of(Long.toString(gcra.interval() / 1_000), Long.toString(gcra.tolerance() / 1_000));
    }

    private final class Slot implements Permit {

        private final UserId user;
        private final String id;
        private final AtomicBoolean released = new AtomicBoolean();

        /** Named after its reply, so that another pod can give it back if this one dies. */
        Slot(UserId user, ReplyId reply) {
            this.user = user;
            this.id = reply.value();
            sharedSlots.hold(id, user);
        }

        @Override
        public void release() {
            if (giveBack()) {
                sharedSlots.remove(id, user);
            }
        }

        /** For a slot that Redis does not know. */
        boolean giveBack() {
            if (!released.compareAndSet(false, true)) {
                return false;
            }
            slots.giveBack(user);
            sharedSlots.drop(id);
            return true;
        }
    }
}
