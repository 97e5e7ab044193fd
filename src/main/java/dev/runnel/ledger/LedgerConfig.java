package dev.runnel.ledger;

import dev.runnel.config.PositiveDuration;
import dev.runnel.config.PositiveInteger;
import dev.runnel.config.PositiveLong;
import dev.runnel.config.PositiveOrZeroInteger;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithConverter;
import io.smallrye.config.WithDefault;
import io.smallrye.config.WithName;
import java.time.Duration;

/** How the events of replies are stored, and for how long. */
@ConfigMapping(prefix = "runnel.reply")
public interface LedgerConfig {

    /**
     * How long a reply can be read again after its end: enough for a reload, or for a laptop that was closed for a few
     * minutes.
     */
    @WithDefault("10m")
    @WithConverter(PositiveDuration.class)
    Duration retention();

    /** A viewer that leaves an event unread for this long is disconnected; it may come back and read on. */
    @WithDefault("30s")
    @WithConverter(PositiveDuration.class)
    Duration slowViewerTimeout();

    /**
     * How many events of ended replies this process keeps; beyond it replies are dropped. An event takes 40 bytes or
     * more.
     */
    @WithName("memory-max-events")
    @WithDefault("1000000")
    @WithConverter(PositiveLong.class)
    long memoryMaxEvents();

    /** A pod that has not renewed its lease for this long counts as dead, and its replies are taken over. */
    @WithDefault("5s")
    @WithConverter(PositiveDuration.class)
    Duration podLease();

    /**
     * How many commands per second this process may use to write running replies to Redis. With 1,000 replies of 10
     * tokens a second, each command carries twenty tokens. With few replies, each token is in Redis within
     * milliseconds.
     */
    @WithDefault("500")
    @WithConverter(PositiveInteger.class)
    int redisCommands();

    /**
     * A reply that still runs after this is ended with {@code finish_reason: limit}. Its keys in Redis expire after
     * this time and the retention together.
     */
    @WithDefault("5m")
    @WithConverter(PositiveDuration.class)
    Duration maxDuration();

    /**
     * Messages of one conversation that wait while a reply runs: as many as a person has in mind at once. 0: none may
     * wait, and a message is refused until the reply has ended.
     */
    @WithDefault("5")
    @WithConverter(PositiveOrZeroInteger.class)
    int queue();

    /**
     * Whether events are in Redis before viewers see them, which delays each event by some milliseconds and costs a
     * little processor time. Without Redis, and while it is away or slow, events are shown at once in any case.
     */
    @WithDefault("logged")
    Durability durability();
}
