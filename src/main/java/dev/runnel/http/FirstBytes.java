package dev.runnel.http;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelPipeline;
import io.vertx.core.http.impl.Http1xOrH2CHandler;

/**
 * Applies {@link StrictParsing} as soon as the server has created its decoder, and then removes itself. The server
 * creates the decoder when the first bytes show the protocol, and passes these bytes to it at once. So this handler
 * passes on one byte at a time until the decoder is there.
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
