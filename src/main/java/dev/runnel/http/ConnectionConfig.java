package dev.runnel.http;

import dev.runnel.config.PositiveInteger;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithConverter;
import io.smallrye.config.WithDefault;

/** What one peer may hold of the server. */
@ConfigMapping(prefix = "runnel.connection")
interface ConnectionConfig {

    /**
     * Connections of one address (of one /64 of IPv6). Half of all: nobody locks all others out alone, and a proxy has
     * one for each reply that a pod runs.
     */
    @WithDefault("10000")
    @WithConverter(PositiveInteger.class)
    int maxPerAddress();
}
