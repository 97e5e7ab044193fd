package dev.runnel.provider;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.HttpContentDecompressor;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpResponse;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.net.impl.ConnectionBase;
import java.util.Locale;
import java.util.Set;

/**
 * Reads answers that are compressed although that was not requested, as some gateways send them. Vert.x's own option is
 * not used: with the first answer, compressed or not, it would look for a Brotli library, which blocks the event loop
 * for a tenth of a second. The decompressor itself joins a connection with its first compressed answer, because it would
 * cost something for each token of all others.
 */
final class ResponseDecompressor extends ChannelInboundHandlerAdapter {

    private static final String BEFORE = "handler";
    private static final Set<String> KNOWN = Set.of("gzip", "x-gzip", "deflate", "x-deflate");

    /** Limit for what is decompressed at once: the size of the longest answer that may arrive as a whole. */
    private static final int MAX_BYTES = 4 << 20;

    private ResponseDecompressor() {}

    /** For an HTTP/1.1 connection on which nothing has been sent yet. */
    static void readOn(HttpConnection connection) {
        ((ConnectionBase) connection)
                .channel()
                .pipeline()
                .addBefore(BEFORE, ResponseDecompressor.class.getName(), new ResponseDecompressor());
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        if (message instanceof HttpResponse response
                && isKnown(response.headers().get(HttpHeaderNames.CONTENT_ENCODING))) {
            context.pipeline().addBefore(BEFORE, Decompressor.class.getName(), new Decompressor());
            context.pipeline().remove(this);
        }
        context.fireChannelRead(message);
    }

    private static boolean isKnown(String encoding) {
        return encoding != null && KNOWN.contains(encoding.strip().toLowerCase(Locale.ROOT));
    }

    private static final class Decompressor extends HttpContentDecompressor {

        Decompressor() {
            super(false, MAX_BYTES);
        }

        @Override
        protected EmbeddedChannel newContentDecoder(String encoding) throws Exception {
            return isKnown(encoding) ? super.newContentDecoder(encoding.strip()) : null;
        }
    }
}
