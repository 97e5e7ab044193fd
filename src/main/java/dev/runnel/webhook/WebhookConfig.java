package dev.runnel.webhook;

import dev.runnel.config.PositiveDuration;
import dev.runnel.config.PositiveInteger;
import dev.runnel.config.Trimmed;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithConverter;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Optional;

/** Where finished turns are handed on to. */
@ConfigMapping(prefix = "runnel")
public interface WebhookConfig {

    /** An address that takes a {@code POST} for each turn. None: turns are not handed on. */
    @WithConverter(Trimmed.class)
    Optional<String> turnWebhook();

    /** The key of the signatures, {@code whsec_} and Base64; required with an address: anybody could post there. */
    @WithConverter(Trimmed.class)
    Optional<String> turnWebhookSecret();

    /** A turn that could not be delivered for this long is given up: longer than a night, and people repair by then. */
    @WithDefault("24h")
    @WithConverter(PositiveDuration.class)
    Duration turnWebhookGiveUp();

    /** Turns that wait for their delivery; beyond that, the oldest are given up. Bounds the memory. */
    @WithDefault("10000")
    @WithConverter(PositiveInteger.class)
    int turnWebhookMaxWaiting();
}
