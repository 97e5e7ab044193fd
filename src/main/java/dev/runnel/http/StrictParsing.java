package dev.runnel.http;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.http2.Http2ConnectionHandler;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.net.impl.SslHandshakeCompletionHandler;

/**
 * What is done to a connection when the server has made its parser of requests: {@link StrictDecoder} takes the place of
 * that of HTTP/1 and {@link MalformedRequests} stands behind it; that of HTTP/2 gets {@link MalformedPaths}.
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

    /** Whether there was a parser, or TLS first, in which case the parser is looked for again behind it. */
    boolean apply(ChannelPipeline pipeline) {
        ChannelHandlerContext handshake = pipeline.context(SslHandshakeCompletionHandler.class);
        if (handshake != null) {
            // It keeps the event of its end to itself; the first bytes after that come when there is a parser.
            pipeline.addBefore(handshake.name(), null, new FirstBytes(this));
            return true;
        }
        Http2ConnectionHandler http2 = pipeline.get(Http2ConnectionHandler.class);
        if (http2 != null) {
            MalformedPaths.lookFor(http2.decoder());
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
