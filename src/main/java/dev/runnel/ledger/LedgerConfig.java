package dev.runnel.ledger;

import dev.runnel.config.PositiveDuration;
import dev.runnel.config.PositiveInteger;
import dev.runnel.config.PositiveLong;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithConverter;
import io.smallrye.config.WithDefault;
import io.smallrye.config.WithName;
import java.time.Duration;

/** How long the events of a reply are kept. */
@ConfigMapping(prefix = "runnel.reply")
public interface LedgerConfig {

    /**
     * A reply can be read again for this long after its end: after a reload, or when a laptop was closed for a few
     * minutes.
     */
    @WithDefault("10m")
    @WithConverter(PositiveDuration.class)
    Duration retention();

    /** A viewer that leaves something unread for this long is disconnected; it may come back and read on. */
    @WithDefault("30s")
    @WithConverter(PositiveDuration.class)
    Duration slowViewerTimeout();

    /** Events of ended replies that this process keeps before the oldest are dropped: 40 bytes and up each. */
    @WithName("memory-max-events")
    @WithDefault("1000000")
    @WithConverter(PositiveLong.class)
    long memoryMaxEvents();

    /** A pod that has not renewed its lease for this long counts as dead, and its replies are taken over. */
    @WithDefault("5s")
    @WithConverter(PositiveDuration.class)
    Duration podLease();

    /**
     * Commands per second that the logs of all running replies may use. At 1,000 replies of 10 tokens a second each
     * command carries twenty tokens; with few replies each token is logged within milliseconds.
     */
    @WithDefault("500")
    @WithConverter(PositiveInteger.class)
    int redisCommands();

    /**
     * A reply that still runs after this is ended with {@code finish_reason: limit}; its keys in Redis live for this
     * and the retention.
     */
    @WithDefault("5m")
    @WithConverter(PositiveDuration.class)
    Duration maxDuration();

    /**
     * Whether events are in Redis before viewers see them. That costs some milliseconds for each event, and a little
     * processor time. Without a Redis, and while it is away or slow, events are shown at once whatever this says.
     */
    @WithDefault("logged")
    Durability durability();
}
