package dev.runnel.http.auth;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.smallrye.config.WithParentName;

/**
 * Whether requests need a token. How a token is verified is set by MicroProfile JWT's own settings, {@code
 * mp.jwt.verify.*}.
 */
@ConfigMapping(prefix = "runnel.auth")
interface AuthConfig {

    enum Mode {
        /** Anybody who reaches the service may be any user: for development, or behind a gateway that checks users. */
        OFF,
        /** A request needs a token for its user. */
        JWT
    }

    /**
     * Tokens are required unless {@code off} is set on purpose; development and tests do so (see
     * application.properties).
     */
    @WithParentName
    @WithDefault("jwt")
    Mode mode();

    /** The claim that names the user; every issuer sets {@code sub}. */
    @WithDefault("sub")
    String claim();
}
