package dev.runnel.model;

import dev.runnel.config.PositiveDuration;
import dev.runnel.config.Trimmed;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithConverter;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Optional;

/** Who answers the questions that the service itself has beside a reply. */
@ConfigMapping(prefix = "runnel.insight")
public interface BackgroundConfig {

    /** Which of the configured providers; unset: the first. */
    @WithConverter(Trimmed.class)
    Optional<String> provider();

    /** A small, cheap model will do; unset: the provider's own. */
    @WithConverter(Trimmed.class)
    Optional<String> model();

    /** An answer that takes longer comes too late for its turn; it is given up, and its connection closed. */
    @WithDefault("5s")
    @WithConverter(PositiveDuration.class)
    Duration timeout();
}
