package dev.runnel.reply;

import dev.runnel.config.PositiveDuration;
import dev.runnel.config.PositiveInteger;
import dev.runnel.config.PositiveOrZeroDuration;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithConverter;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Optional;

/** How large a reply may get, and when it is stopped. */
@ConfigMapping(prefix = "runnel.reply")
public interface ReplyConfig {

    /** Chunks of one reply: four times as many as today's models send. */
    @WithDefault("32768")
    @WithConverter(PositiveInteger.class)
    int maxChunks();

    /** Characters of one reply; this bounds a reply's memory. */
    @WithDefault("262144")
    @WithConverter(PositiveInteger.class)
    int maxCharacters();

    /** After this long without an event, a {@code waiting} event is sent: proxies close idle connections after 30 s. */
    @WithDefault("15s")
    @WithConverter(PositiveDuration.class)
    Duration heartbeat();

    /**
     * A reply that nobody has followed for this long is stopped; 0: at once. None: it goes on to its end, and whoever
     * comes back finds all of it. What it may cost is bounded by the limits of users and of replies, not by whether a
     * phone went dark.
     */
    @WithConverter(PositiveOrZeroDuration.class)
    Optional<Duration> orphanGrace();
}
