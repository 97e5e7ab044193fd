package dev.runnel.session;

import dev.runnel.testing.FakeClock;
import java.time.Duration;

class MemoryUserKeysTest extends UserKeysContract {

    private final FakeClock clock = new FakeClock();
    private final UserKeys keys = new MemoryUserKeys(TTL, clock);

    @Override
    UserKeys keys() {
        return keys;
    }

    @Override
    void advance(Duration time) {
        clock.advance(time);
    }
}
