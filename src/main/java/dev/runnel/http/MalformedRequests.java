package dev.runnel.http;

import dev.runnel.Failure;
import dev.runnel.FailureCode;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpStatusClass;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
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
final class MalformedRequests extends ChannelDuplexHandler {

    static final String NAME = "malformedRequests";

    private static final Set<HttpVersion> VERSIONS = Set.of(HttpVersion.HTTP_1_0, HttpVersion.HTTP_1_1);

    private final Refusals refusals;
    private boolean refused;
    private int unanswered;
    /** Whether the answer to the first of them has begun. */
    private boolean answering;

    MalformedRequests(Refusals refusals) {
        this.refusals = refusals;
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        if (refused) {
            ReferenceCountUtil.release(message);
        } else if (message instanceof HttpRequest request) {
            read(context, request);
        } else if (message instanceof HttpContent body
                && !body.decoderResult().isSuccess()
                && unanswered == 1
                && !answering) {
            refuse(context, HttpResponseStatus.BAD_REQUEST, body);
        } else {
            context.fireChannelRead(message);
        }
    }

    /** If earlier requests are not answered yet, the server answers in their turn, without a body. */
    private void read(ChannelHandlerContext context, HttpRequest request) {
        if (isMalformed(request) && unanswered == 0) {
            refuse(context, status(request), request);
            return;
        }
        unanswered++;
        withoutUpgradeToHttp2(request);
        withHost(request);
        context.fireChannelRead(request);
    }

    @Override
    public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
        if (!isInterim(message)) {
            answering |= message instanceof HttpResponse;
            if (message instanceof LastHttpContent) {
                unanswered--;
                answering = false;
            }
        }
        context.write(message, promise);
    }

    /** A {@code 100 Continue}, after which the answer itself is still to come. */
    private static boolean isInterim(Object message) {
        return message instanceof HttpResponse response
                && response.status().codeClass() == HttpStatusClass.INFORMATIONAL;
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

    private static HttpResponseStatus status(HttpRequest request) {
        Throwable cause = request.decoderResult().cause();
        if (cause instanceof TooLongHttpLineException) {
            return HttpResponseStatus.REQUEST_URI_TOO_LONG;
        }
        return cause instanceof TooLongHttpHeaderException
                ? HttpResponseStatus.REQUEST_HEADER_FIELDS_TOO_LARGE
                : HttpResponseStatus.BAD_REQUEST;
    }

    private void refuse(ChannelHandlerContext context, HttpResponseStatus status, HttpObject malformed) {
        refused = true;
        ReferenceCountUtil.release(malformed);
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
