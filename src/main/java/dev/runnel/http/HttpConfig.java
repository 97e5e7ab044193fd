package dev.runnel.http;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** What a request may hold. */
@ConfigMapping(prefix = "runnel.message")
interface HttpConfig {

    /** Characters (UTF-16 units) of one message: four pages of text. */
    @WithDefault("8000")
    int maxLength();

    /** A message of the default length takes 48 KB when each of its characters is written as a JSON escape. */
    @WithDefault("256K")
    MemorySize maxBodySize();
}
