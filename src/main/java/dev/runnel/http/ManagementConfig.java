package dev.runnel.http;

import dev.runnel.config.PositiveInteger;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithConverter;
import java.util.Optional;

/** The port for operators' tools. */
@ConfigMapping(prefix = "runnel.management")
interface ManagementConfig {

    /** The port of {@code /q}; unset: the API's port, which suits development. */
    Optional<@WithConverter(PositiveInteger.class) Integer> port();
}
