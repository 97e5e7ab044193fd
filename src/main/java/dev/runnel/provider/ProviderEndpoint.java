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

/** How one provider is reached: its address, its format, its keys and its connections. */
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
        this.wire = settings.format().wire(settings.model(), settings.showsReasoning());
        this.connections = new ConnectionPools(vertx, options, client.maxConnections());
    }

    /**
     * A request for {@code http://} through a proxy has to name its whole target (RFC 9112, section 3.2.2); all others
     * use a tunnel.
     */
    private static boolean passesThroughProxy(HttpClientOptions options) {
        return !options.isSsl()
                && options.getProxyOptions() != null
                && options.getProxyOptions().getType() == ProxyType.HTTP;
    }

    /** The provider's name in the configuration. */
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

    /** One per call. */
    RequestRetry retry() {
        return new RequestRetry(keyHeader, keys, wire);
    }

    /** Reserves an idle connection of this event loop. */
    Reservation reserve() {
        return connections.idleRequest(destination).map(Reservation::of).orElse(Reservation.NONE);
    }

    /** A request with its headers set, ready for its body. */
    Future<HttpClientRequest> open(Reservation reserved, ChatRequest prompt, boolean streamed, RequestRetry retry) {
        return reserved.take().orElseGet(() -> connections.request(destination)).map(opened -> {
            opened.setURI(origin + settings.address().target(wire.path(prompt, streamed)));
            addHeaders(opened.headers(), streamed, retry);
            return opened;
        });
    }

    private void addHeaders(MultiMap headers, boolean streamed, RequestRetry retry) {
        headers.set("Content-Type", "application/json")
                .set("Accept", streamed ? "text/event-stream" : "application/json")
                // Compression would delay tokens until a block is full. A compressed answer is understood nevertheless.
                .set("Accept-Encoding", "identity")
                .set("User-Agent", userAgent);
        settings.address().credentials().ifPresent(basic -> headers.set("Authorization", basic));
        retry.authorize(headers);
        settings.headers().forEach(headers::set);
    }

    void close() {
        log.close();
        connections.close();
    }
}
