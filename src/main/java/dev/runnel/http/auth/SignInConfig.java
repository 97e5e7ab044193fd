package dev.runnel.http.auth;

import dev.runnel.config.Trimmed;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithConverter;
import io.smallrye.config.WithDefault;
import java.util.Optional;

/** How the page gets a token: at which OpenID Provider people sign in, and as which of its clients. */
@ConfigMapping(prefix = "runnel.auth.oidc")
interface SignInConfig {

    /** The provider's issuer identifier. None: the page has no sign-in. */
    @WithConverter(Trimmed.class)
    Optional<String> issuer();

    /** A public client, which has no secret; required with an issuer. */
    @WithConverter(Trimmed.class)
    Optional<String> clientId();

    /** What is asked for, separated by blanks; {@code openid} has to be part of it. */
    @WithDefault("openid")
    @WithConverter(Trimmed.class)
    String scope();

    /** For providers that want to be told for whom a token is. None: it is not said. */
    @WithConverter(Trimmed.class)
    Optional<String> audience();
}
