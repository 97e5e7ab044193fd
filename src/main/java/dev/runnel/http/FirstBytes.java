package dev.runnel.http;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelPipeline;
import io.vertx.core.http.impl.Http1xOrH2CHandler;

/**
 * Finds the moment for {@link StrictParsing}, and removes itself then. The server creates its decoder when the first bytes
 * show which protocol is used, and passes them on at the same moment. So bytes are passed on one by one until the decoder
 * exists.
 */
final class FirstBytes extends ChannelInboundHandlerAdapter {

    private final StrictParsing parsing;
    private int seen;

    FirstBytes(StrictParsing parsing) {
        this.parsing = parsing;
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        ChannelPipeline pipeline = context.pipeline();
        if (!(message instanceof ByteBuf bytes)) {
            pipeline.remove(this);
            context.fireChannelRead(message);
            return;
        }
        boolean applied = parsing.apply(pipeline);
        while (!applied && bytes.isReadable() && seen < Http1xOrH2CHandler.HTTP_2_PREFACE.length()) {
            seen++;
            context.fireChannelRead(bytes.readRetainedSlice(1));
            applied = parsing.apply(pipeline);
        }
        if (applied || seen == Http1xOrH2CHandler.HTTP_2_PREFACE.length()) {
            pipeline.remove(this);
        }
        if (bytes.isReadable()) {
            context.fireChannelRead(bytes);
        } else {
            bytes.release();
        }
    }
}
