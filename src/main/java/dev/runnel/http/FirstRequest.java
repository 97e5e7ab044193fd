package dev.runnel.http;

import io.quarkus.vertx.http.HttpServer;
import io.quarkus.vertx.http.HttpServerStart;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.tracing.TracingPolicy;
import jakarta.enterprise.event.ObservesAsync;
import jakarta.inject.Singleton;
import java.net.URI;
import java.time.Duration;
import org.jboss.logging.Logger;

/**
 * Sends one request to this process as soon as it listens. {@link RequestDeadline} can reach the channel that accepts
 * connections only through a request, and limits no connection before that. If the server only speaks TLS, the first
 * client's request does it.
 */
@Singleton
class FirstRequest {

    private static final Logger LOG = Logger.getLogger(FirstRequest.class);

    private static final Duration AGAIN = Duration.ofMillis(5);
    private static final Duration AGAIN_AT_MOST = Duration.ofMillis(100);
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Vertx vertx;
    private final HttpServer server;

    FirstRequest(Vertx vertx, HttpServer server) {
        this.vertx = vertx;
        this.server = server;
    }

    /** The event may come before the server has recorded where it listens, so this waits for the record. */
    void send(@ObservesAsync HttpServerStart started) {
        if (started.options().isSsl()) {
            return;
        }
        Uni.createFrom()
                .item(server::getLocalBaseUri)
                .onFailure()
                .retry()
                .withBackOff(AGAIN, AGAIN_AT_MOST)
                .expireIn(PATIENCE.toMillis())
                .subscribe()
                .with(this::send, FirstRequest::leaveItToOthers);
    }

    private void send(URI here) {
        if (!here.getScheme().equals("http")) {
            return;
        }
        HttpClient client = vertx.createHttpClient(new HttpClientOptions().setTracingPolicy(TracingPolicy.IGNORE));
        client.request(HttpMethod.GET, here.getPort(), here.getHost(), "/q/health/live")
                .flatMap(HttpClientRequest::send)
                .onFailure(FirstRequest::leaveItToOthers)
                .onComplete(done -> client.close());
    }

    private static void leaveItToOthers(Throwable thrown) {
        LOG.debug("The first request could not be sent; a client's request will do", thrown);
    }
}
