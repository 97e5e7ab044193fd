package dev.runnel.ledger;

import dev.runnel.testing.FakeClock;
import java.time.Duration;

class MemoryEventLogTest extends EventLogRaceContract {
    private final FakeClock clock = new FakeClock();

    @Override
    EventLog eventLog(LedgerConfig config) {
        return new MemoryEventLog(config, clock);
    }

    @Override
    void advance(Duration time) {
        clock.advance(time);
    }
}
