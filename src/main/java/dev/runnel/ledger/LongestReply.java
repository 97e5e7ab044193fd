package dev.runnel.ledger;

import java.time.Duration;

/** How long replies may take, from the settings. */
public final class LongestReply {

    private LongestReply() {}

    /** How long a reply waits at most: until as many as may wait have each taken as long as one may. */
    public static Duration waiting(LedgerConfig config) {
        return config.maxDuration().multipliedBy(config.queue() + 1L);
    }

    /** How long anything of a reply is needed at most: while it waits, while it runs, and for the retention. */
    public static Duration kept(LedgerConfig config) {
        return waiting(config).plus(config.maxDuration()).plus(config.retention());
    }
}
