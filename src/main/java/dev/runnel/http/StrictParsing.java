package dev.runnel.http;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.http2.Http2ConnectionHandler;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.net.impl.SslHandshakeCompletionHandler;

/**
 * Makes a connection's parser strict, once the server has created it. For HTTP/1, {@link StrictDecoder} replaces the
 * server's parser, and {@link MalformedRequests} follows it. For HTTP/2, {@link MalformedPaths} is added to the parser.
 */
final class StrictParsing {

    private static final String DECODER = "httpDecoder";
    private static final String ENCODER = "httpEncoder";

    private final HttpServerOptions options;
    private final Refusals refusals;

    StrictParsing(HttpServerOptions options, Refusals refusals) {
        this.options = options;
        this.refusals = refusals;
    }

    /** False if there is no parser yet. With TLS, a new {@link FirstBytes} waits for the parser after the handshake. */
    boolean apply(ChannelPipeline pipeline) {
        ChannelHandlerContext handshake = pipeline.context(SslHandshakeCompletionHandler.class);
        if (handshake != null) {
            // The handshake's end is not announced to other handlers, but the first bytes after it are passed on.
            pipeline.addBefore(handshake.name(), null, new FirstBytes(this));
            return true;
        }
        Http2ConnectionHandler http2 = pipeline.get(Http2ConnectionHandler.class);
        if (http2 != null) {
            MalformedPaths.install(http2.decoder());
            return true;
        }
        if (pipeline.get(DECODER) == null) {
            return false;
        }
        pipeline.replace(DECODER, DECODER, new StrictDecoder(options));
        pipeline.addAfter(ENCODER, MalformedRequests.NAME, new MalformedRequests(refusals));
        return true;
    }
}
