package dev.runnel.provider;

import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.HttpContentDecompressor;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.net.impl.ConnectionBase;
import java.util.Locale;
import java.util.Set;

/**
 * Reads answers that are compressed though nobody asked for it, as some gateways send them. The client's own option would
 * look for a library of Brotli's when the first answer comes, whatever that is: for a tenth of a second, on the event loop
 * of whoever waits for it.
 */
final class UnaskedCompression extends HttpContentDecompressor {

    private static final Set<String> KNOWN = Set.of("gzip", "x-gzip", "deflate", "x-deflate");

    /** Of what is read at once: as much as the longest answer that comes as a whole may have. */
    private static final int MAX_BYTES = 4 << 20;

    private UnaskedCompression() {
        super(false, MAX_BYTES);
    }

    /** On a connection of HTTP/1.1 on which nothing has been sent yet. */
    static void readOn(HttpConnection connection) {
        ((ConnectionBase) connection)
                .channel()
                .pipeline()
                .addBefore("handler", "unasked-compression", new UnaskedCompression());
    }

    @Override
    protected EmbeddedChannel newContentDecoder(String encoding) throws Exception {
        return KNOWN.contains(encoding.toLowerCase(Locale.ROOT)) ? super.newContentDecoder(encoding) : null;
    }
}
