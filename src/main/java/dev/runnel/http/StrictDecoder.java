package dev.runnel.http;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.DecoderResult;
import io.netty.handler.codec.http.DefaultHttpRequest;
import io.netty.handler.codec.http.HttpMessage;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.impl.VertxHttpRequestDecoder;
import java.util.List;

/**
 * The server's own decoder, but strict where a proxy may read a request differently: it refuses a body with two
 * lengths, and header lines that continue in the next line. If two parsers disagree, one request can be hidden inside
 * another (RFC 9112, 5.2 and 6.3).
 */
final class StrictDecoder extends VertxHttpRequestDecoder {

    private boolean inHead = true;
    /** Whether the request line has begun. Line breaks before it do not end the head. */
    private boolean begun;

    private boolean refused;

    StrictDecoder(HttpServerOptions options) {
        super(options);
    }

    @Override
    protected void decode(ChannelHandlerContext context, ByteBuf in, List<Object> out) throws Exception {
        if (!refused && inHead && hasFoldedLine(in)) {
            refused = true;
            out.add(invalid());
        }
        if (refused) {
            in.skipBytes(in.readableBytes());
            return;
        }
        super.decode(context, in, out);
        if (!out.isEmpty()) {
            expectAfter(out.getLast());
        }
    }

    private void expectAfter(Object last) {
        if (last instanceof LastHttpContent) {
            inHead = true;
            begun = false;
        } else if (last instanceof HttpRequest) {
            inHead = false;
        }
    }

    /**
     * Whether a line continues the one before. Whole lines are consumed as they arrive, so the buffer begins with one.
     */
    private boolean hasFoldedLine(ByteBuf in) {
        int line = in.readerIndex();
        while (line < in.writerIndex()) {
            int first = in.getByte(line);
            if (first == ' ' || first == '\t') {
                return true;
            }
            boolean blank = first == '\n' || first == '\r';
            if (blank && begun) {
                return false;
            }
            begun |= !blank;
            int end = in.indexOf(line, in.writerIndex(), (byte) '\n');
            if (end < 0) {
                return false;
            }
            line = end + 1;
        }
        return false;
    }

    private static HttpRequest invalid() {
        HttpRequest request = new DefaultHttpRequest(HttpVersion.HTTP_1_1, HttpMethod.GET, "/bad-request");
        request.setDecoderResult(DecoderResult.failure(new IllegalArgumentException("a folded header line")));
        return request;
    }

    @Override
    protected void handleTransferEncodingChunkedWithContentLength(HttpMessage message) {
        throw new IllegalArgumentException("both Content-Length and Transfer-Encoding");
    }
}
