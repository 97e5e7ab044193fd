package dev.runnel.limit;

import com.github.benmanes.caffeine.cache.Ticker;
import dev.runnel.ClientAddress;
import dev.runnel.Failure;
import dev.runnel.ReplyId;
import dev.runnel.UserId;
import io.smallrye.mutiny.Uni;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

/** Counts within this process: exact for one pod; with several, each counts its own share. */
final class MemoryRateLimiter implements RateLimiter {

    private final ReplySlots slots;
    private final LocalBudgets budgets;

    MemoryRateLimiter(LimitConfig limits, Ticker clock) {
        this.slots = new ReplySlots(limits);
        this.budgets = new LocalBudgets(limits, clock);
    }

    @Override
    public Uni<Admission> admit(UserId user, ClientAddress address, ReplyId reply) {
        return Uni.createFrom().item(() -> admitNow(user, address));
    }

    /** No other pod shares these slots. */
    @Override
    public Permit adopt(UserId user, ReplyId reply) {
        return Permit.NONE;
    }

    @Override
    public Uni<Void> forget(UserId user) {
        return Uni.createFrom().item(() -> {
            budgets.forget(user);
            return null;
        });
    }

    @Override
    public Uni<Optional<Failure>> count(UserId user, ClientAddress address) {
        return Uni.createFrom().item(() -> budgets.spend(user, address));
    }

    @Override
    public Uni<Admission> seat(UserId user, ReplyId reply) {
        return Uni.createFrom().item(() -> slots.take(user)
                .<Admission>map(Admission.Refused::new)
                .orElseGet(() -> new Admission.Allowed(slot(user))));
    }

    private Admission admitNow(UserId user, ClientAddress address) {
        Optional<Failure> full = slots.take(user);
        if (full.isPresent()) {
            return new Admission.Refused(full.get());
        }
        Optional<Failure> tooMany = budgets.spend(user, address);
        if (tooMany.isPresent()) {
            slots.giveBack(user);
            return new Admission.Refused(tooMany.get());
        }
        return new Admission.Allowed(slot(user));
    }

    private Permit slot(UserId user) {
        AtomicBoolean released = new AtomicBoolean();
        return () -> {
            if (released.compareAndSet(false, true)) {
                slots.giveBack(user);
            }
        };
    }
}
