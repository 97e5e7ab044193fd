package dev.runnel.model;

import dev.runnel.config.PositiveDuration;
import dev.runnel.config.PositiveInteger;
import dev.runnel.config.PositiveOrZeroDuration;
import dev.runnel.config.PositiveOrZeroInteger;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithConverter;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** What is done when a provider fails. */
@ConfigMapping(prefix = "runnel.provider")
public interface FailoverConfig {

    /** After this much silence the next provider is asked; people give up soon after. */
    @WithDefault("10s")
    @WithConverter(PositiveDuration.class)
    Duration firstTokenTimeout();

    /** A stream without a token for this long is continued elsewhere; reasoning models pause for a few seconds. */
    @WithDefault("15s")
    @WithConverter(PositiveDuration.class)
    Duration idleTimeout();

    /**
     * Reasoning, while it can be seen, extends the two limits above for at most this long: the longest that people were
     * seen to wait for a hard question.
     */
    @WithDefault("2m")
    @WithConverter(PositiveDuration.class)
    Duration thinkingTimeout();

    /** Retries on the same provider, beyond the first call; more would only keep the user waiting. */
    @WithDefault("2")
    @WithConverter(PositiveOrZeroInteger.class)
    int retries();

    /** The first retry comes after about this long, the second after twice that; each is jittered by half. */
    @WithDefault("250ms")
    @WithConverter(PositiveOrZeroDuration.class)
    Duration retryDelay();

    /** If a provider asks for a longer wait, the next one is asked instead. */
    @WithDefault("3s")
    @WithConverter(PositiveOrZeroDuration.class)
    Duration maxRetryAfter();

    /** Whether a provider whose streaming fails is asked once more without streaming. */
    @WithDefault("true")
    boolean nonStreamingFallback();

    /** How often a reply that broke off is continued. */
    @WithDefault("3")
    @WithConverter(PositiveOrZeroInteger.class)
    int continuations();

    /** The circuit opens when half of this many calls failed: few enough to react within a handful of users. */
    @WithDefault("10")
    @WithConverter(PositiveInteger.class)
    int breakerWindow();

    /** An open circuit lets a probe through after this long. */
    @WithDefault("10s")
    @WithConverter(PositiveOrZeroDuration.class)
    Duration breakerDelay();
}
