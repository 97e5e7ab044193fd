package dev.runnel.limit;

import com.github.benmanes.caffeine.cache.Ticker;
import dev.runnel.ClientAddress;
import dev.runnel.Failure;
import dev.runnel.FailureCode;
import dev.runnel.UserId;
import java.time.Duration;
import java.util.Optional;

/** The budgets of users and of addresses: a request is counted in both or in neither. */
final class LocalBudgets {

    private final Budgets<UserId> users;
    private final Optional<Budgets<ClientAddress>> addresses;

    LocalBudgets(LimitConfig limits, Ticker clock) {
        this.users = new Budgets<>(limits.requests(), clock);
        this.addresses = limits.addressRequests() == 0
                ? Optional.empty()
                : Optional.of(new Budgets<>(limits.addressRequests(), clock));
    }

    /** Counts one request, or says how long it has to wait. */
    Optional<Failure> spend(UserId user, ClientAddress address) {
        Optional<Failure> refusal = addresses.flatMap(budgets -> refusal(budgets.spend(address)));
        if (refusal.isPresent()) {
            return refusal;
        }
        refusal = refusal(users.spend(user));
        if (refusal.isPresent()) {
            addresses.ifPresent(budgets -> budgets.refund(address));
        }
        return refusal;
    }

    void forget(UserId user) {
        users.forget(user);
    }

    private static Optional<Failure> refusal(Duration wait) {
        return wait.isPositive() ? Optional.of(Failure.retryAfter(FailureCode.RATE_LIMITED, wait)) : Optional.empty();
    }
}
