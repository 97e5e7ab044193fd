package dev.runnel.http;

import dev.runnel.config.PositiveInteger;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithConverter;
import java.util.Optional;

/** The port for operators' tools. */
@ConfigMapping(prefix = "runnel.management")
interface ManagementConfig {

    /** The port of {@code /q}. If it is not set, {@code /q} is on the API's port, which is enough for development. */
    Optional<@WithConverter(PositiveInteger.class) Integer> port();
}
