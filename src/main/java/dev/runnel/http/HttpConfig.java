package dev.runnel.http;

import dev.runnel.config.PositiveDuration;
import dev.runnel.config.PositiveInteger;
import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithConverter;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** The limits of a request's size and of the time until it has arrived. */
@ConfigMapping(prefix = "runnel.message")
public interface HttpConfig {

    /** Characters (UTF-16 units) of one message: four pages of text. */
    @WithDefault("8000")
    @WithConverter(PositiveInteger.class)
    int maxLength();

    /** A message of the default length takes 48 KB when each of its characters is written as a JSON escape. */
    @WithDefault("256K")
    MemorySize maxBodySize();

    /**
     * From a request's first byte to its last: the time that the largest body takes over a poor mobile network. After
     * it the connection is closed, so that nobody can hold connections by sending a byte now and then.
     */
    @WithDefault("30s")
    @WithConverter(PositiveDuration.class)
    Duration receiveTimeout();
}
