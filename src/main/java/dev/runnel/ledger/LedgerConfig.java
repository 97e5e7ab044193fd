package dev.runnel.ledger;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.smallrye.config.WithName;
import java.time.Duration;

/** How long the events of a reply are kept. */
@ConfigMapping(prefix = "runnel.reply")
public interface LedgerConfig {

    /** After its end a reply can be read again for this long: a reload, a laptop that was shut for a meeting's break. */
    @WithDefault("10m")
    Duration retention();

    /** A viewer that leaves something unread for this long is cut off; it may come back and read on. */
    @WithDefault("30s")
    Duration slowViewerTimeout();

    /** Events of ended replies that this process keeps before the oldest are dropped: 40 bytes and up each. */
    @WithName("memory-max-events")
    @WithDefault("1000000")
    long memoryMaxEvents();
}
