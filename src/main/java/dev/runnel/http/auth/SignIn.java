package dev.runnel.http.auth;

import io.quarkus.runtime.Startup;
import io.quarkus.runtime.configuration.ConfigurationException;
import io.vertx.core.json.JsonObject;
import jakarta.annotation.PostConstruct;
import jakarta.inject.Singleton;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jboss.logging.Logger;

/**
 * How the page signs people in: by the authorization code flow with PKCE of OpenID Connect, in the browser and without a
 * secret. Fails the start if the settings cannot work.
 */
@Startup
@Singleton
public class SignIn {

    private static final Logger LOG = Logger.getLogger(SignIn.class);

    /** Browsers, too, take pages of these hosts for secure without TLS. */
    private static final Set<String> THIS_MACHINE = Set.of("localhost", "127.0.0.1", "[::1]");

    private final AuthConfig auth;
    private final SignInConfig config;

    SignIn(AuthConfig auth, SignInConfig config) {
        this.auth = auth;
        this.config = config;
    }

    @PostConstruct
    void check() {
        if (config.issuer().isEmpty()) {
            return;
        }
        if (config.clientId().isEmpty()) {
            throw new ConfigurationException(
                    "RUNNEL_AUTH_OIDC_ISSUER needs RUNNEL_AUTH_OIDC_CLIENT_ID: the client that the page is there.");
        }
        if (!isSafe(config.issuer().get())) {
            throw new ConfigurationException("RUNNEL_AUTH_OIDC_ISSUER has to be the https:// address of an issuer, "
                    + "without a query (http:// for one on this machine).");
        }
        if (!List.of(config.scope().split(" +")).contains("openid")) {
            throw new ConfigurationException("RUNNEL_AUTH_OIDC_SCOPE has to contain openid.");
        }
        if (auth.mode() == AuthConfig.Mode.OFF) {
            LOG.warn("RUNNEL_AUTH_OIDC_ISSUER has no effect, because RUNNEL_AUTH=off.");
        }
    }

    private static boolean isSafe(String issuer) {
        try {
            URI address = new URI(issuer);
            boolean isSecret = "https".equals(address.getScheme())
                    || ("http".equals(address.getScheme()) && THIS_MACHINE.contains(address.getHost()));
            return isSecret
                    && address.getHost() != null
                    && address.getRawUserInfo() == null
                    && address.getRawQuery() == null
                    && address.getRawFragment() == null;
        } catch (URISyntaxException e) {
            return false;
        }
    }

    /** The one other origin that the page may connect to; empty if it does not sign people in. */
    public Optional<String> origin() {
        return issuer().map(URI::create).map(address -> address.getScheme() + "://" + address.getRawAuthority());
    }

    /** What the page has to know; empty if it does not sign people in. None of it is secret. */
    public Optional<JsonObject> settings() {
        return issuer().map(issuer -> new JsonObject()
                .put("issuer", issuer)
                .put("client_id", config.clientId().orElseThrow())
                .put("scope", config.scope())
                .put("audience", config.audience().orElse(null))
                .put("claim", auth.claim()));
    }

    private Optional<String> issuer() {
        return config.issuer().filter(issuer -> auth.mode() == AuthConfig.Mode.JWT);
    }
}
