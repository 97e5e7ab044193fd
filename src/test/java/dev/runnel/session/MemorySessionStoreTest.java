package dev.runnel.session;

import dev.runnel.testing.FakeClock;
import java.time.Duration;

class MemorySessionStoreTest extends SessionHistoryContract {
    private final FakeClock clock = new FakeClock();

    @Override
    SessionStore store(Keeping keeping) {
        return new MemorySessionStore(keeping, clock);
    }

    @Override
    void advance(Duration time) {
        clock.advance(time);
    }
}
