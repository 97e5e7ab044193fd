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
 * Reads answers that are compressed though nobody asked for it, as some gateways send them. The client's own option would
 * look for a library of Brotli's when the first answer comes, whatever that is: for a tenth of a second, on the event loop
 * of whoever waits for it. What decompresses joins a connection at its first compressed answer, for it would cost
 * something for each token of all others.
 */
final class UnaskedCompression extends ChannelInboundHandlerAdapter {

    private static final String BEFORE = "handler";
    private static final Set<String> KNOWN = Set.of("gzip", "x-gzip", "deflate", "x-deflate");

    /** Of what is read at once: as much as the longest answer that comes as a whole may have. */
    private static final int MAX_BYTES = 4 << 20;

    private UnaskedCompression() {}

    /** On a connection of HTTP/1.1 on which nothing has been sent yet. */
    static void readOn(HttpConnection connection) {
        ((ConnectionBase) connection)
                .channel()
                .pipeline()
                .addBefore(BEFORE, UnaskedCompression.class.getName(), new UnaskedCompression());
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
