package dev.runnel.http;

import dev.runnel.Failure;
import dev.runnel.FailureCode;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import io.netty.util.ReferenceCountUtil;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Set;

/**
 * Refuses input that is not a valid HTTP request. Its answers have a body, which those of the server do not. Closes the
 * connection, because it is unknown where the next request begins. Such input gets no route, label or span.
 */
final class MalformedRequests extends ChannelInboundHandlerAdapter {

    static final String NAME = "malformedRequests";

    private static final Set<HttpVersion> VERSIONS = Set.of(HttpVersion.HTTP_1_0, HttpVersion.HTTP_1_1);

    private final Refusals refusals;
    private boolean refused;

    MalformedRequests(Refusals refusals) {
        this.refusals = refusals;
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        if (refused) {
            ReferenceCountUtil.release(message);
        } else if (!(message instanceof HttpRequest request)) {
            context.fireChannelRead(message);
        } else if (isMalformed(request) && isNextInTurn(context)) {
            refused = true;
            ReferenceCountUtil.release(message);
            refuse(context, status(request));
        } else {
            withoutUpgradeToHttp2(request);
            withHost(request);
            context.fireChannelRead(message);
        }
    }

    /** Removes an upgrade to HTTP/2. RFC 9113 (3.1) has abolished it, and it can be used to bypass a proxy's rules. */
    private static void withoutUpgradeToHttp2(HttpRequest request) {
        String upgrade = request.headers().get(HttpHeaderNames.UPGRADE);
        if (upgrade != null && upgrade.toLowerCase(Locale.ROOT).contains("h2c")) {
            request.headers().remove(HttpHeaderNames.UPGRADE);
        }
    }

    /** Adds the host that HTTP/1.0 requests may lack: the framework treats an address without a host as a bug. */
    private static void withHost(HttpRequest request) {
        if (request.protocolVersion().equals(HttpVersion.HTTP_1_0)
                && !request.headers().contains(HttpHeaderNames.HOST)) {
            request.headers().set(HttpHeaderNames.HOST, "localhost");
        }
    }

    private static boolean isMalformed(HttpRequest request) {
        return !request.decoderResult().isSuccess()
                || !VERSIONS.contains(request.protocolVersion())
                || !isAddress(request.uri());
    }

    static boolean isAddress(String uri) {
        try {
            new URI(uri);
            return true;
        } catch (URISyntaxException e) {
            return false;
        }
    }

    /** Whether all earlier requests are answered. If not, the server answers this one in its turn, without a body. */
    private static boolean isNextInTurn(ChannelHandlerContext context) {
        HeadDeadline head = context.pipeline().get(HeadDeadline.class);
        return head == null || !head.isAnswering();
    }

    private static HttpResponseStatus status(HttpRequest request) {
        Throwable cause = request.decoderResult().cause();
        if (cause instanceof TooLongHttpLineException) {
            return HttpResponseStatus.REQUEST_URI_TOO_LONG;
        }
        return cause instanceof TooLongHttpHeaderException
                ? HttpResponseStatus.REQUEST_HEADER_FIELDS_TOO_LARGE
                : HttpResponseStatus.BAD_REQUEST;
    }

    private void refuse(ChannelHandlerContext context, HttpResponseStatus status) {
        RefusalForm.Body refusal = refusals.write("", Failure.of(FailureCode.REQUEST_INVALID), status.code());
        byte[] body = refusal.text().getBytes(StandardCharsets.UTF_8);
        FullHttpResponse response =
                new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, status, Unpooled.wrappedBuffer(body));
        response.headers()
                .set(HttpHeaderNames.CONTENT_TYPE, refusal.type())
                .set(HttpHeaderNames.CONTENT_LENGTH, body.length)
                .set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
        context.writeAndFlush(response).addListener(ChannelFutureListener.CLOSE);
    }
}
