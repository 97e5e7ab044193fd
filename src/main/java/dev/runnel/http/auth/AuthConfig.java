package dev.runnel.http.auth;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.smallrye.config.WithParentName;

/** Who may ask. How a token is verified is said by MicroProfile JWT's own settings, {@code mp.jwt.verify.*}. */
@ConfigMapping(prefix = "runnel.auth")
interface AuthConfig {

    enum Mode {
        /** Whoever reaches the service may be any user: for development, or behind a gateway that checks. */
        OFF,
        /** Only the bearer of a token may be the user whom it names. */
        JWT
    }

    /** Shut unless somebody opens it on purpose; development and tests do (see application.properties). */
    @WithParentName
    @WithDefault("jwt")
    Mode mode();

    /** The claim that names the user: where every issuer puts it. */
    @WithDefault("sub")
    String claim();
}
