package dev.runnel.provider;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import java.net.URI;

/** Where one provider is reached: its address, its format and its connections. */
final class ProviderEndpoint {

    private final Vertx vertx;
    private final HttpClient client;
    private final URI baseUrl;
    private final WireFormat wire;

    ProviderEndpoint(Vertx vertx, ProviderConfig.Connections config, URI baseUrl, WireFormat wire) {
        this.vertx = vertx;
        this.baseUrl = baseUrl;
        this.wire = wire;
        HttpClientOptions options = new HttpClientOptions()
                .setSsl("https".equals(baseUrl.getScheme()))
                .setConnectTimeout((int) config.connectTimeout().toMillis())
                .setKeepAliveTimeout((int) config.keepAlive().toSeconds())
                .setTcpNoDelay(true);
        PoolOptions pool = new PoolOptions().setHttp1MaxSize(config.maxConnections());
        this.client = vertx.createHttpClient(options, pool);
    }

    Vertx vertx() {
        return vertx;
    }

    WireFormat wire() {
        return wire;
    }

    /** A request with its headers set, ready for its body. */
    Future<HttpClientRequest> open() {
        RequestOptions request = new RequestOptions()
                .setMethod(HttpMethod.POST)
                .setAbsoluteURI(baseUrl.toString().replaceAll("/+$", "") + wire.path());
        return client.request(request).map(opened -> {
            opened.putHeader("Content-Type", "application/json").putHeader("Accept", "text/event-stream");
            wire.authorize(opened.headers());
            return opened;
        });
    }

    void close() {
        client.close();
    }
}
