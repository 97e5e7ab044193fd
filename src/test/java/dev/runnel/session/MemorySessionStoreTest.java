package dev.runnel.session;

import dev.runnel.testing.FakeClock;
import java.time.Duration;

class MemorySessionStoreTest extends SessionTreeContract {
    private final FakeClock clock = new FakeClock();

    @Override
    SessionStore store(SessionConfig config) {
        return new MemorySessionStore(config, clock);
    }

    @Override
    void advance(Duration time) {
        clock.advance(time);
    }
}
