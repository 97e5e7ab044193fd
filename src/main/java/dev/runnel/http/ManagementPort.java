package dev.runnel.http;

import dev.runnel.Failure;
import dev.runnel.FailureCode;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Serves health, metrics and the OpenAPI document on a port of their own, if one is configured. The API's port then no
 * longer serves them, so a network policy can decide who may reach which. The framework's own management port is not
 * used for this, because it has to be chosen at build time.
 */
@Singleton
class ManagementPort {

    /** Runs after the handlers that limit connections, and before all that answer. */
    private static final int PRIORITY = 1850;

    private static final String MANAGEMENT = "/q/";

    private final Vertx vertx;
    private final Optional<Integer> port;
    private final String host;
    private final Refusals refusals;
    private Router router;
    private HttpServer server;

    ManagementPort(
            Vertx vertx,
            ManagementConfig config,
            @ConfigProperty(name = "quarkus.http.host", defaultValue = "0.0.0.0") String host,
            Refusals refusals) {
        this.vertx = vertx;
        this.port = config.port();
        this.host = host;
        this.refusals = refusals;
    }

    void register(@Observes Filters filters) {
        if (port.isPresent()) {
            filters.register(this::check, PRIORITY);
        }
    }

    void remember(@Observes Router all) {
        router = all;
    }

    /** Fails the start if the port is taken, because the service should not run without monitoring. */
    void listen(@Observes StartupEvent started) {
        if (port.isPresent()) {
            server = vertx.createHttpServer(
                            new HttpServerOptions().setHost(host).setPort(port.get()))
                    .requestHandler(router)
                    .listen()
                    .toCompletionStage()
                    .toCompletableFuture()
                    .join();
        }
    }

    void close(@Observes ShutdownEvent stopping) {
        if (server != null) {
            server.close();
        }
    }

    private void check(RoutingContext context) {
        boolean here = context.request().localAddress().port() == port.orElseThrow();
        if (here == isManagement(context.normalizedPath())) {
            context.next();
        } else {
            PlainRefusal.send(refusals, context, Failure.of(FailureCode.NOT_FOUND));
        }
    }

    private static boolean isManagement(String path) {
        return path.startsWith(MANAGEMENT) || path.equals("/q");
    }
}
