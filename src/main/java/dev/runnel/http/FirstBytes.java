package dev.runnel.http;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.ssl.SslHandler;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.impl.Http1xOrH2CHandler;

/**
 * Replaces the server's decoder with {@link StrictDecoder}, and adds {@link MalformedRequests} behind it. The server
 * creates its decoder when the first bytes show which protocol is used, and passes them on at the same moment. So bytes
 * are passed on one by one until the decoder exists. Under TLS the server's own decoder stays.
 */
final class FirstBytes extends ChannelInboundHandlerAdapter {

    private static final String DECODER = "httpDecoder";
    private static final String ENCODER = "httpEncoder";

    private final HttpServerOptions options;
    private final Refusals refusals;
    private int seen;

    FirstBytes(HttpServerOptions options, Refusals refusals) {
        this.options = options;
        this.refusals = refusals;
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        ChannelPipeline pipeline = context.pipeline();
        if (!(message instanceof ByteBuf bytes) || pipeline.get(SslHandler.class) != null) {
            pipeline.remove(this);
            context.fireChannelRead(message);
            return;
        }
        while (!isInstalled(pipeline) && bytes.isReadable() && seen < Http1xOrH2CHandler.HTTP_2_PREFACE.length()) {
            seen++;
            context.fireChannelRead(bytes.readRetainedSlice(1));
        }
        if (isInstalled(pipeline) || seen == Http1xOrH2CHandler.HTTP_2_PREFACE.length()) {
            pipeline.remove(this);
        }
        if (bytes.isReadable()) {
            context.fireChannelRead(bytes);
        } else {
            bytes.release();
        }
    }

    private boolean isInstalled(ChannelPipeline pipeline) {
        if (pipeline.get(StrictDecoder.class) != null) {
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
