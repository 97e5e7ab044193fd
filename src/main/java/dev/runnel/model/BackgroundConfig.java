package dev.runnel.model;

import dev.runnel.config.PositiveDuration;
import dev.runnel.config.Trimmed;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithConverter;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Optional;

/** Which model answers the service's own questions beside a reply, and for how long. */
@ConfigMapping(prefix = "runnel.insight")
public interface BackgroundConfig {

    /** One of the configured providers; unset: the first. */
    @WithConverter(Trimmed.class)
    Optional<String> provider();

    /** A small, cheap model is enough; unset: the provider's own. */
    @WithConverter(Trimmed.class)
    Optional<String> model();

    /** A slower answer would come too late for its turn. It is given up, and its connection is closed. */
    @WithDefault("5s")
    @WithConverter(PositiveDuration.class)
    Duration timeout();
}
