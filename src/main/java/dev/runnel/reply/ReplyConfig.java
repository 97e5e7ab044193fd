package dev.runnel.reply;

import dev.runnel.config.PositiveDuration;
import dev.runnel.config.PositiveInteger;
import dev.runnel.config.PositiveOrZeroDuration;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithConverter;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** What a reply may take. */
@ConfigMapping(prefix = "runnel.reply")
public interface ReplyConfig {

    /** Chunks of one reply: four times what today's models put out. */
    @WithDefault("32768")
    @WithConverter(PositiveInteger.class)
    int maxChunks();

    /** Characters of one reply; what bounds the memory of a reply. */
    @WithDefault("262144")
    @WithConverter(PositiveInteger.class)
    int maxCharacters();

    /** Without any event for this long a {@code waiting} one is sent: proxies close silent connections after 30 s. */
    @WithDefault("15s")
    @WithConverter(PositiveDuration.class)
    Duration heartbeat();

    /** A reply that nobody has followed for this long is stopped; a reload takes a few seconds. 0: at once. */
    @WithDefault("30s")
    @WithConverter(PositiveOrZeroDuration.class)
    Duration orphanGrace();
}
