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

    /** A provider that is silent for this long is left for the next one; people give up soon after. */
    @WithDefault("10s")
    @WithConverter(PositiveDuration.class)
    Duration firstTokenTimeout();

    /** A stream without a token for this long is continued elsewhere; reasoning models pause for a few seconds. */
    @WithDefault("15s")
    @WithConverter(PositiveDuration.class)
    Duration idleTimeout();

    /**
     * Reasoning, as long as it is seen, holds off the two limits above for this long: the longest that people were
     * seen to wait for a hard question.
     */
    @WithDefault("2m")
    @WithConverter(PositiveDuration.class)
    Duration thinkingTimeout();

    /** Retries on the same provider, beyond the first call: more would keep the person waiting for a lost cause. */
    @WithDefault("2")
    @WithConverter(PositiveOrZeroInteger.class)
    int retries();

    /** The first retry comes after about this long, the second after twice that; each is jittered by half. */
    @WithDefault("250ms")
    @WithConverter(PositiveOrZeroDuration.class)
    Duration retryDelay();

    /** A provider that asks for a longer wait is left for the next one. */
    @WithDefault("3s")
    @WithConverter(PositiveOrZeroDuration.class)
    Duration maxRetryAfter();

    /** Whether a provider whose streaming fails is asked once more without streaming. */
    @WithDefault("true")
    boolean nonStreamingFallback();

    /** How often a reply that broke off is taken up again. */
    @WithDefault("3")
    @WithConverter(PositiveOrZeroInteger.class)
    int continuations();

    /** Calls of which half must fail for the circuit to open: few enough to react within a handful of users. */
    @WithDefault("10")
    @WithConverter(PositiveInteger.class)
    int breakerWindow();

    /** An open circuit lets a probe through after this long. */
    @WithDefault("10s")
    @WithConverter(PositiveOrZeroDuration.class)
    Duration breakerDelay();
}
