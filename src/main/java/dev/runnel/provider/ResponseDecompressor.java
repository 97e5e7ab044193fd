package dev.runnel.provider;

import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.HttpContentDecompressor;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.net.impl.ConnectionBase;
import java.util.Locale;
import java.util.Set;

/**
 * Reads answers that are compressed although that was not requested, as some gateways send them. Vert.x's own option is
 * not used: with the first answer, compressed or not, it would look for a Brotli library, which blocks the event loop
 * for a tenth of a second.
 */
final class ResponseDecompressor extends HttpContentDecompressor {

    private static final Set<String> KNOWN = Set.of("gzip", "x-gzip", "deflate", "x-deflate");

    /** Limit for what is decompressed at once: the size of the longest answer that may arrive as a whole. */
    private static final int MAX_BYTES = 4 << 20;

    private ResponseDecompressor() {
        super(false, MAX_BYTES);
    }

    /** For an HTTP/1.1 connection on which nothing has been sent yet. */
    static void readOn(HttpConnection connection) {
        ((ConnectionBase) connection)
                .channel()
                .pipeline()
                .addBefore("handler", "response-decompressor", new ResponseDecompressor());
    }

    @Override
    protected EmbeddedChannel newContentDecoder(String encoding) throws Exception {
        return KNOWN.contains(encoding.toLowerCase(Locale.ROOT)) ? super.newContentDecoder(encoding) : null;
    }
}
