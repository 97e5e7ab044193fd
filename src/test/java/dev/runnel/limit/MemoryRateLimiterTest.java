package dev.runnel.limit;

import dev.runnel.testing.FakeClock;
import java.time.Duration;

class MemoryRateLimiterTest extends RateLimiterRaceContract {
    private final FakeClock clock = new FakeClock();

    @Override
    RateLimiter limiter(LimitConfig limits) {
        return new MemoryRateLimiter(limits, clock);
    }

    @Override
    void advance(Duration time) {
        clock.advance(time);
    }
}
