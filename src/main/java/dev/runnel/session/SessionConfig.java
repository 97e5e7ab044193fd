package dev.runnel.session;

import dev.runnel.config.PositiveDuration;
import dev.runnel.config.PositiveInteger;
import dev.runnel.config.PositiveLong;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithConverter;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How long and how much of a conversation is kept. */
@ConfigMapping(prefix = "runnel.session")
public interface SessionConfig {

    /** A session expires this long after its last turn: people return to yesterday's conversation. */
    @WithDefault("24h")
    @WithConverter(PositiveDuration.class)
    Duration ttl();

    /** Messages kept per session: twenty turns, which is more than a prompt contains. */
    @WithDefault("40")
    @WithConverter(PositiveInteger.class)
    int maxMessages();

    /** Characters of all messages that this process keeps before it drops the longest unused session: 64 Mi. */
    @WithDefault("67108864")
    @WithConverter(PositiveLong.class)
    long memoryMaxCharacters();

    /**
     * Sessions of one user; beyond that, the longest unused are dropped. Several times what is listed, and more than
     * anybody has.
     */
    @WithDefault("500")
    @WithConverter(PositiveInteger.class)
    int maxPerUser();

    /**
     * Bytes of one user's turns; beyond that, the longest unused sessions are dropped, even before they expire. Room
     * for one conversation of the longest replies, or for hundreds of usual ones.
     */
    @WithDefault("8388608")
    @WithConverter(PositiveLong.class)
    long maxBytesPerUser();
}
