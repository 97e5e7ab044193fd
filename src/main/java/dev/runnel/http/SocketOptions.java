package dev.runnel.http;

import io.quarkus.vertx.http.HttpServerOptionsCustomizer;
import io.vertx.core.http.HttpServerOptions;
import jakarta.inject.Singleton;
import java.util.List;

/** What the server itself has to know about sockets before it starts. */
@Singleton
class SocketOptions implements HttpServerOptionsCustomizer {

    private final HttpConfig config;

    SocketOptions(HttpConfig config) {
        this.config = config;
    }

    @Override
    public void customizeHttpServer(HttpServerOptions options) {
        customize(options);
    }

    @Override
    public void customizeHttpsServer(HttpServerOptions options) {
        customize(options);
    }

    /** Without the server's own compression, which takes a quarter of a megabyte for each socket; see {@code deflate}. */
    private void customize(HttpServerOptions options) {
        options.setMaxWebSocketFrameSize(SocketRoutes.maxBytes(config))
                .setMaxWebSocketMessageSize(SocketRoutes.maxBytes(config))
                .setPerFrameWebSocketCompressionSupported(false)
                .setPerMessageWebSocketCompressionSupported(false)
                .setWebSocketSubProtocols(List.of(SocketRequest.PROTOCOL));
    }
}
