package dev.runnel.http.deflate;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.websocketx.BinaryWebSocketFrame;
import io.netty.handler.codec.http.websocketx.ContinuationWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import io.netty.handler.codec.http.websocketx.extensions.WebSocketExtension;

/** Compresses the messages to a client. */
final class MessageDeflater extends ChannelOutboundHandlerAdapter {

    /**
     * The last two events of each of ten replies that take turns: their names would otherwise be sent again and again. It
     * takes 6 KiB.
     */
    private static final int REMEMBERED = 2048;

    /** Each message ends with the same four bytes, which are not sent (RFC 7692, 7.2.1). */
    static final int TAIL = 4;

    private final DeflateStream stream;
    private final boolean forgets;
    private final CompressionListener sent;

    MessageDeflater(PerMessageDeflate agreed, CompressionListener sent) {
        this.stream = new DeflateStream(REMEMBERED, agreed.serverBits());
        this.forgets = agreed.serverForgets();
        this.sent = sent;
    }

    @Override
    public void write(ChannelHandlerContext context, Object message, ChannelPromise written) throws Exception {
        if (message instanceof TextWebSocketFrame
                || message instanceof BinaryWebSocketFrame
                || message instanceof ContinuationWebSocketFrame) {
            context.write(compress((WebSocketFrame) message), written);
        } else {
            context.write(message, written);
        }
    }

    private WebSocketFrame compress(WebSocketFrame frame) {
        boolean isFinal = frame.isFinalFragment();
        byte[] plain = ByteBufUtil.getBytes(frame.content());
        frame.release();
        byte[] blocks = stream.compress(plain);
        int length = isFinal ? blocks.length - TAIL : blocks.length;
        if (isFinal && forgets) {
            stream.forget();
        }
        sent.compressed(plain.length, length);
        ByteBuf content = Unpooled.wrappedBuffer(blocks, 0, length);
        return switch (frame) {
            case TextWebSocketFrame text -> new TextWebSocketFrame(isFinal, WebSocketExtension.RSV1, content);
            case BinaryWebSocketFrame binary -> new BinaryWebSocketFrame(isFinal, WebSocketExtension.RSV1, content);
            default -> new ContinuationWebSocketFrame(isFinal, 0, content);
        };
    }
}
