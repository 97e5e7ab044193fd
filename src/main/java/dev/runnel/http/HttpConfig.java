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

    /** The longest message, in UTF-16 units. The default is about four pages of text. */
    @WithDefault("8000")
    @WithConverter(PositiveInteger.class)
    int maxLength();

    /** The largest body. A message of the default length takes 48 KB if each of its characters is a JSON escape. */
    @WithDefault("256K")
    MemorySize maxBodySize();

    /**
     * How long a request may take from its first byte to its last. The default is enough for the largest body over a
     * poor mobile network. A slower connection is closed, so that nobody can keep connections open by sending a byte
     * now and then.
     */
    @WithDefault("30s")
    @WithConverter(PositiveDuration.class)
    Duration receiveTimeout();
}
