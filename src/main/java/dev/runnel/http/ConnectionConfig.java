package dev.runnel.http;

import dev.runnel.config.PositiveInteger;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithConverter;
import io.smallrye.config.WithDefault;

/** How many connections one peer may have. */
@ConfigMapping(prefix = "runnel.connection")
interface ConnectionConfig {

    /**
     * Connections of one address (of one /64 of IPv6). Half of all, so that one peer cannot lock out all others, while
     * a proxy has one for each reply that a pod runs.
     */
    @WithDefault("10000")
    @WithConverter(PositiveInteger.class)
    int maxPerAddress();
}
