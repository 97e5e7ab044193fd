package dev.runnel.http;

import dev.runnel.config.PositiveInteger;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithConverter;
import io.smallrye.config.WithDefault;

/** How many connections one peer may have. */
@ConfigMapping(prefix = "runnel.connection")
interface ConnectionConfig {

    /**
     * How many connections one client address (with IPv6, one /64 network) may have. The default is half of all: one
     * client cannot lock out the others, and a proxy can still have one connection for each reply that a pod runs.
     */
    @WithDefault("10000")
    @WithConverter(PositiveInteger.class)
    int maxPerAddress();
}
