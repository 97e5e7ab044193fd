package dev.runnel.ops;

import dev.runnel.config.PositiveOrZeroDuration;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithConverter;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How the process stops. */
@ConfigMapping(prefix = "runnel")
interface OpsConfig {

    /**
     * Running replies have this long to end after SIGTERM; the rest continues on other pods. Five seconds less than the
     * thirty that Kubernetes grants by default.
     */
    @WithDefault("25s")
    @WithConverter(PositiveOrZeroDuration.class)
    Duration drainTimeout();
}
