package dev.runnel.provider;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpStatusClass;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.net.impl.ConnectionBase;

/**
 * Skips interim responses (RFC 9110, section 15.2), of which any number may come before the response. Vert.x takes one
 * that it does not know, such as 102, for the response itself. The connection would then count as idle, and the next
 * call on it would get this one's answer.
 */
final class InterimResponses extends ChannelInboundHandlerAdapter {

    private static final String BEFORE = "handler";

    private boolean skipping;

    private InterimResponses() {}

    /** Must be called before anything is sent on the connection. */
    static void skipOn(HttpConnection connection) {
        ChannelPipeline pipeline =
                ((ConnectionBase) connection).channelHandlerContext().pipeline();
        pipeline.addBefore(BEFORE, InterimResponses.class.getName(), new InterimResponses());
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        if (message instanceof HttpResponse response) {
            skipping = response.status().codeClass() == HttpStatusClass.INFORMATIONAL;
        }
        if (!skipping) {
            context.fireChannelRead(message);
            return;
        }
        // Netty gives each interim response an empty body.
        skipping = !(message instanceof LastHttpContent);
        ReferenceCountUtil.release(message);
    }
}
