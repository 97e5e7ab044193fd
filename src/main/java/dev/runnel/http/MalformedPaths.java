package dev.runnel.http;

import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http2.Http2ConnectionDecoder;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2FrameListener;
import io.netty.handler.codec.http2.Http2FrameListenerDecorator;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.handler.codec.http2.Http2Settings;
import io.vertx.core.http.HttpMethod;

/**
 * Gives an HTTP/2 request with an invalid path another path, which {@link RequestSyntax} refuses. The framework would
 * refuse the request itself, without a body, before any handler sees it.
 */
final class MalformedPaths extends Http2FrameListenerDecorator {

    private static final String REFUSED = "/.";

    private final Http2ConnectionDecoder decoder;

    private MalformedPaths(Http2ConnectionDecoder decoder, Http2FrameListener server) {
        super(server);
        this.decoder = decoder;
    }

    static void install(Http2ConnectionDecoder decoder) {
        decoder.frameListener(new MalformedPaths(decoder, decoder.frameListener()));
    }

    /** With the first settings frame the server replaces the listener, so this one has to be put back in front. */
    @Override
    public void onSettingsRead(ChannelHandlerContext context, Http2Settings settings) throws Http2Exception {
        super.onSettingsRead(context, settings);
        if (decoder.frameListener() != this) {
            install(decoder);
        }
    }

    @Override
    public void onHeadersRead(
            ChannelHandlerContext context, int stream, Http2Headers headers, int padding, boolean endOfStream)
            throws Http2Exception {
        refuse(headers);
        super.onHeadersRead(context, stream, headers, padding, endOfStream);
    }

    @Override
    public void onHeadersRead(
            ChannelHandlerContext context,
            int stream,
            Http2Headers headers,
            int dependency,
            short weight,
            boolean exclusive,
            int padding,
            boolean endOfStream)
            throws Http2Exception {
        refuse(headers);
        super.onHeadersRead(context, stream, headers, dependency, weight, exclusive, padding, endOfStream);
    }

    private static void refuse(Http2Headers headers) {
        if (isTunnel(headers)) {
            // CONNECT must not have a scheme and a path. All other methods must.
            headers.method(RequestLabels.OTHER_METHOD).scheme("http").path(REFUSED);
        } else if (headers.path() != null
                && !MalformedRequests.isAddress(headers.path().toString())) {
            headers.path(REFUSED);
        }
    }

    private static boolean isTunnel(Http2Headers headers) {
        return headers.path() == null
                && headers.method() != null
                && HttpMethod.CONNECT.name().contentEquals(headers.method());
    }
}
