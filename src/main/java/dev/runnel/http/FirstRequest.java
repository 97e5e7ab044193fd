package dev.runnel.http;

import io.quarkus.vertx.http.HttpServer;
import io.quarkus.vertx.http.HttpServerStart;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.tracing.TracingPolicy;
import jakarta.enterprise.event.ObservesAsync;
import jakarta.inject.Singleton;
import java.net.URI;
import org.jboss.logging.Logger;

/**
 * Asks this process once, as soon as it listens: {@link RequestDeadline} gets to the channel that accepts connections by
 * a request alone, and times nobody before it. Where TLS alone is spoken, that is somebody else's first one.
 */
@Singleton
class FirstRequest {

    private static final Logger LOG = Logger.getLogger(FirstRequest.class);

    private final Vertx vertx;
    private final HttpServer server;

    FirstRequest(Vertx vertx, HttpServer server) {
        this.vertx = vertx;
        this.server = server;
    }

    void send(@ObservesAsync HttpServerStart started) {
        URI here = server.getLocalBaseUri();
        if (started.options().isSsl() || !here.getScheme().equals("http")) {
            return;
        }
        HttpClient client = vertx.createHttpClient(new HttpClientOptions().setTracingPolicy(TracingPolicy.IGNORE));
        client.request(HttpMethod.GET, here.getPort(), here.getHost(), "/q/health/live")
                .flatMap(HttpClientRequest::send)
                .onFailure(thrown -> LOG.debug("The first request is left to somebody else", thrown))
                .onComplete(done -> client.close());
    }
}
