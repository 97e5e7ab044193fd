package dev.runnel.http;

import io.quarkus.vertx.http.HttpServer;
import io.quarkus.vertx.http.HttpServerStart;
import io.quarkus.vertx.http.HttpsServerStart;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.tracing.TracingPolicy;
import jakarta.enterprise.event.ObservesAsync;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.function.IntSupplier;
import org.jboss.logging.Logger;

/**
 * Sends one request from this process to itself on each port, as soon as it listens. {@link RequestDeadline} can only
 * find the channel that accepts connections through a request, and limits no connection before that. Where clients must
 * show a certificate, the first client's request has to do.
 */
@Singleton
class FirstRequest {

    private static final Logger LOG = Logger.getLogger(FirstRequest.class);

    private static final Duration AGAIN = Duration.ofMillis(5);
    private static final Duration AGAIN_AT_MOST = Duration.ofMillis(100);
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private static final String ALL_ADDRESSES = "0.0.0.0";

    private final Vertx vertx;
    private final HttpServer server;

    FirstRequest(Vertx vertx, HttpServer server) {
        this.vertx = vertx;
        this.server = server;
    }

    void send(@ObservesAsync HttpServerStart started) {
        send(started.options().getHost(), server::getPort, options());
    }

    /** Does not check the certificate, which need not be for this address: the request has no content to protect. */
    void sendEncrypted(@ObservesAsync HttpsServerStart started) {
        send(
                started.options().getHost(),
                server::getSecurePort,
                options().setSsl(true).setTrustAll(true).setVerifyHost(false));
    }

    private static HttpClientOptions options() {
        return new HttpClientOptions().setTracingPolicy(TracingPolicy.IGNORE);
    }

    /** Waits for the port number, because the event may come before the server has stored it. */
    private void send(String host, IntSupplier port, HttpClientOptions options) {
        Uni.createFrom()
                .item(() -> listening(port))
                .onFailure()
                .retry()
                .withBackOff(AGAIN, AGAIN_AT_MOST)
                .expireIn(PATIENCE.toMillis())
                .subscribe()
                .with(
                        known -> ask(host.equals(ALL_ADDRESSES) ? "localhost" : host, known, options),
                        FirstRequest::leaveItToOthers);
    }

    private static int listening(IntSupplier port) {
        int known = port.getAsInt();
        if (known <= 0) {
            throw new IllegalStateException("not known yet");
        }
        return known;
    }

    private void ask(String host, int port, HttpClientOptions options) {
        HttpClient client = vertx.createHttpClient(options);
        client.request(HttpMethod.GET, port, host, "/q/health/live")
                .flatMap(HttpClientRequest::send)
                .onFailure(FirstRequest::leaveItToOthers)
                .onComplete(done -> client.close());
    }

    private static void leaveItToOthers(Throwable thrown) {
        LOG.debug("The first request could not be sent; a client's request will do", thrown);
    }
}
