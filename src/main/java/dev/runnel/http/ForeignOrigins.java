package dev.runnel.http;

import dev.runnel.Failure;
import dev.runnel.FailureCode;
import dev.runnel.http.auth.AllowedOrigins;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.HostAndPort;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Refuses requests from pages of other origins that are not allowed. The framework would refuse them without a body,
 * and would accept the origin {@code null}. Browsers do not send JSON for such a page, because the preflight request
 * fails; requests that need no preflight are refused here.
 */
@Singleton
class ForeignOrigins {

    /** Runs before the framework's own filter, which adds the headers for allowed origins. */
    private static final int PRIORITY = 1800;

    private static final Pattern JSON = Pattern.compile("(?i)\\s*application/json\\s*(;|$)");

    private final boolean enabled;
    private final AllowedOrigins allowed;
    private final Refusals refusals;

    ForeignOrigins(
            @ConfigProperty(name = "quarkus.http.cors.enabled", defaultValue = "false") boolean enabled,
            @ConfigProperty(name = "quarkus.http.cors.origins") Optional<List<String>> origins,
            Refusals refusals) {
        this.enabled = enabled;
        this.allowed = new AllowedOrigins(origins.orElse(List.of()));
        this.refusals = refusals;
    }

    void register(@Observes Filters filters) {
        filters.register(this::check, PRIORITY);
    }

    private void check(RoutingContext context) {
        HttpServerRequest request = context.request();
        String origin = request.getHeader("Origin");
        if (origin == null
                || isOwn(origin, request)
                || (enabled ? allowed.include(origin) : !isSentWithoutAsking(request))) {
            context.next();
            return;
        }
        PlainRefusal.send(
                refusals, context, Failure.of(FailureCode.FORBIDDEN, "Pages of this origin may not use this service."));
    }

    /**
     * Whether browsers send this request to another origin without a preflight: a POST of anything but JSON, or a WebSocket
     * handshake, whose socket the page could then read.
     */
    private static boolean isSentWithoutAsking(HttpServerRequest request) {
        String type = request.getHeader("Content-Type");
        return SocketRequest.isOne(request)
                || request.method().equals(HttpMethod.POST)
                        && (type == null || !JSON.matcher(type).lookingAt());
    }

    /** Whether this is the service's own origin, which browsers send, too. */
    private static boolean isOwn(String origin, HttpServerRequest request) {
        HostAndPort here = request.authority();
        try {
            URI page = URI.create(origin);
            return here != null
                    && here.host().equalsIgnoreCase(page.getHost())
                    && (port(here.port(), request.scheme()) == port(page.getPort(), page.getScheme())
                            || isBeforeTls(here, page));
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    /** Whether the origins differ only by https: a proxy that is not trusted may terminate TLS, and send plain HTTP. */
    private static boolean isBeforeTls(HostAndPort here, URI page) {
        return here.port() <= 0 && page.getPort() < 0 && "https".equals(page.getScheme());
    }

    private static int port(int named, String scheme) {
        return named > 0 ? named : "https".equals(scheme) ? 443 : 80;
    }
}
