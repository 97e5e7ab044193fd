package dev.runnel.http;

import dev.runnel.config.PositiveInteger;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithConverter;
import java.util.Optional;

/** Where operators' tools ask. */
@ConfigMapping(prefix = "runnel.management")
interface ManagementConfig {

    /** The port of {@code /q}; none: that of the API, as on a machine of one's own. */
    Optional<@WithConverter(PositiveInteger.class) Integer> port();
}
