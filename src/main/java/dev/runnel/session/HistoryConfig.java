package dev.runnel.session;

import dev.runnel.config.PositiveOrZeroDuration;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithConverter;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How long conversations can be read again. */
@ConfigMapping(prefix = "runnel.history")
public interface HistoryConfig {

    /**
     * After the last turn of a conversation: people come back next week. All turns are kept so long, also those that a
     * prompt has no room for. 0: only what prompts need is kept, for {@link SessionConfig#ttl}.
     */
    @WithDefault("30d")
    @WithConverter(PositiveOrZeroDuration.class)
    Duration ttl();
}
