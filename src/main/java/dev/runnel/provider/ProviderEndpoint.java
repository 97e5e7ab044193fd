package dev.runnel.provider;

import dev.langchain4j.model.chat.request.ChatRequest;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.tracing.TracingPolicy;
import java.net.URI;
import java.time.Duration;

/** Where one provider is reached: its address, its format and its connections. */
final class ProviderEndpoint {

    private final String name;
    private final ProviderLog log;
    private final Vertx vertx;
    private final ConnectionPools connections;
    private final RequestOptions destination;
    private final String basePath;
    private final WireFormat wire;

    ProviderEndpoint(String name, Vertx vertx, ProviderConfig.Connections config, URI baseUrl, WireFormat wire) {
        this.name = name;
        this.log = new ProviderLog(name);
        this.vertx = vertx;
        this.destination = new RequestOptions().setMethod(HttpMethod.POST).setAbsoluteURI(baseUrl.toString());
        this.basePath = baseUrl.getRawPath().replaceAll("/+$", "");
        this.wire = wire;
        HttpClientOptions options = new HttpClientOptions()
                .setSsl("https".equals(baseUrl.getScheme()))
                .setConnectTimeout((int) config.connectTimeout().toMillis())
                .setKeepAliveTimeout(wholeSeconds(config.keepAlive()))
                // A call has a span and headers of its own.
                .setTracingPolicy(TracingPolicy.IGNORE)
                .setTcpNoDelay(true);
        this.connections = new ConnectionPools(vertx, options, config.maxConnections());
    }

    /** Rounded up: the client would take 0 for as long as the provider likes. */
    private static int wholeSeconds(Duration keepAlive) {
        return Math.toIntExact(Math.ceilDiv(keepAlive.toMillis(), 1000));
    }

    /** As the configuration names the provider. */
    String name() {
        return name;
    }

    ProviderLog log() {
        return log;
    }

    Vertx vertx() {
        return vertx;
    }

    WireFormat wire() {
        return wire;
    }

    /** A connection of this event loop that is free. */
    Reservation reserve() {
        return connections.idleRequest(destination).map(Reservation::of).orElse(Reservation.NONE);
    }

    /** A request with its headers set, ready for its body. */
    Future<HttpClientRequest> open(Reservation reserved, ChatRequest prompt, boolean streamed) {
        return reserved.take().orElseGet(() -> connections.request(destination)).map(opened -> {
            opened.setURI(basePath + wire.path(prompt, streamed))
                    .putHeader("Content-Type", "application/json")
                    .putHeader("Accept", streamed ? "text/event-stream" : "application/json");
            wire.authorize(opened.headers());
            return opened;
        });
    }

    void close() {
        log.close();
        connections.close();
    }
}
