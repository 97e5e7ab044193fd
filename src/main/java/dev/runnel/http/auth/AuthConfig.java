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
        /**
         * No token is needed, so every client can act as any user: for development, or behind a gateway that checks
         * users.
         */
        OFF,
        /** Each request needs a token for its user. */
        JWT
    }

    /**
     * Whether tokens are required. They are unless {@code off} is set, as application.properties does for development
     * and tests.
     */
    @WithParentName
    @WithDefault("jwt")
    Mode mode();

    /** The claim that names the user; every issuer sets {@code sub}. */
    @WithDefault("sub")
    String claim();
}
