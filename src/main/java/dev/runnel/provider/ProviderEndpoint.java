package dev.runnel.provider;

import dev.langchain4j.model.chat.request.ChatRequest;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.ProxyType;

/** Where one provider is reached: its address, its format, its keys and its connections. */
final class ProviderEndpoint {

    private final ProviderLog log;
    private final Vertx vertx;
    private final ConnectionPools connections;
    private final RequestOptions destination;
    private final ProviderSettings settings;
    private final ApiKeys keys;
    private final KeyHeader keyHeader;
    private final String userAgent;
    private final String origin;
    private final WireFormat wire;

    ProviderEndpoint(Vertx vertx, ClientOptions client, ProviderSettings settings) {
        BaseUrl address = settings.address();
        HttpClientOptions options = client.to(address);
        this.vertx = vertx;
        this.settings = settings;
        this.log = new ProviderLog(settings.name());
        this.keys = new ApiKeys(settings.name(), settings.keys(), System::nanoTime);
        this.keyHeader = KeyHeader.of(settings.format(), address);
        this.userAgent = client.userAgent();
        this.origin = passesThroughProxy(options) ? address.origin() : "";
        this.destination = new RequestOptions()
                .setMethod(HttpMethod.POST)
                .setSsl(address.secure())
                .setHost(address.host())
                .setPort(address.port());
        this.wire = settings.format().wire(settings.model());
        this.connections = new ConnectionPools(vertx, options, client.maxConnections());
    }

    /** Such a request names its whole destination (RFC 9112, section 3.2.2); all others go through a tunnel. */
    private static boolean passesThroughProxy(HttpClientOptions options) {
        return !options.isSsl()
                && options.getProxyOptions() != null
                && options.getProxyOptions().getType() == ProxyType.HTTP;
    }

    /** As the configuration names the provider. */
    String name() {
        return settings.name();
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

    /** For one call. */
    CallTerms terms() {
        return new CallTerms(keyHeader, keys, wire);
    }

    /** A connection of this event loop that is free. */
    Reservation reserve() {
        return connections.idleRequest(destination).map(Reservation::of).orElse(Reservation.NONE);
    }

    /** A request with its headers set, ready for its body. */
    Future<HttpClientRequest> open(Reservation reserved, ChatRequest prompt, boolean streamed, CallTerms terms) {
        return reserved.take().orElseGet(() -> connections.request(destination)).map(opened -> {
            opened.setURI(origin + settings.address().target(wire.path(prompt, streamed)));
            addHeaders(opened.headers(), streamed, terms);
            return opened;
        });
    }

    private void addHeaders(MultiMap headers, boolean streamed, CallTerms terms) {
        headers.set("Content-Type", "application/json")
                .set("Accept", streamed ? "text/event-stream" : "application/json")
                // Compressed words wait for one another. Who compresses all the same is understood.
                .set("Accept-Encoding", "identity")
                .set("User-Agent", userAgent);
        settings.address().credentials().ifPresent(basic -> headers.set("Authorization", basic));
        terms.authorize(headers);
        settings.headers().forEach(headers::set);
    }

    void close() {
        log.close();
        connections.close();
    }
}
