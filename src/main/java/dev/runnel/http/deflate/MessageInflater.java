package dev.runnel.http.deflate;

import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.websocketx.BinaryWebSocketFrame;
import io.netty.handler.codec.http.websocketx.ContinuationWebSocketFrame;
import io.netty.handler.codec.http.websocketx.CorruptedWebSocketFrameException;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketCloseStatus;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import io.netty.handler.codec.http.websocketx.extensions.WebSocketExtension;
import java.io.ByteArrayOutputStream;
import java.util.zip.DataFormatException;

/**
 * Makes plain frames of a client's compressed ones. A message that comes in several is read when it is whole: for each
 * frame one goes on, so that they can be counted, and the last one has the text.
 */
final class MessageInflater extends ChannelInboundHandlerAdapter {

    private static final byte[] TAIL = {0, 0, (byte) 0xff, (byte) 0xff};

    private final int maxBytes;
    private final boolean forgets;
    private final History history;
    /** The compressed message of which not all has come; null between messages, and while one comes that is plain. */
    private ByteArrayOutputStream begun;

    MessageInflater(PerMessageDeflate agreed, int maxBytes) {
        this.maxBytes = maxBytes;
        this.forgets = agreed.clientForgets();
        this.history = new History(1 << agreed.clientBits());
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) throws Exception {
        context.fireChannelRead(message instanceof WebSocketFrame frame ? read(frame) : message);
    }

    private WebSocketFrame read(WebSocketFrame frame) {
        boolean begins = frame instanceof TextWebSocketFrame || frame instanceof BinaryWebSocketFrame;
        boolean isCompressed = begins && frame.rsv() == WebSocketExtension.RSV1;
        if (frame.rsv() != 0 && !isCompressed) {
            frame.release();
            throw wrong(WebSocketCloseStatus.PROTOCOL_ERROR, "a reserved bit without a meaning");
        }
        if (isCompressed) {
            begun = new ByteArrayOutputStream();
        }
        return begun != null && (begins || frame instanceof ContinuationWebSocketFrame) ? plain(frame) : frame;
    }

    private WebSocketFrame plain(WebSocketFrame frame) {
        begun.writeBytes(ByteBufUtil.getBytes(frame.content()));
        boolean isFinal = frame.isFinalFragment();
        frame.release();
        if (begun.size() > maxBytes) {
            throw wrong(WebSocketCloseStatus.MESSAGE_TOO_BIG, "too large before it is read");
        }
        byte[] text = isFinal ? message() : new byte[0];
        return switch (frame) {
            case TextWebSocketFrame unused -> new TextWebSocketFrame(isFinal, 0, Unpooled.wrappedBuffer(text));
            case BinaryWebSocketFrame unused -> new BinaryWebSocketFrame(isFinal, 0, Unpooled.wrappedBuffer(text));
            default -> new ContinuationWebSocketFrame(isFinal, 0, Unpooled.wrappedBuffer(text));
        };
    }

    private byte[] message() {
        begun.writeBytes(TAIL);
        byte[] blocks = begun.toByteArray();
        begun = null;
        try {
            byte[] text = LoopInflater.ofThread()
                    .read(history, blocks, maxBytes)
                    .orElseThrow(() -> wrong(WebSocketCloseStatus.MESSAGE_TOO_BIG, "too large"));
            if (!forgets) {
                history.add(text, 0, text.length);
            }
            return text;
        } catch (DataFormatException e) {
            throw wrong(WebSocketCloseStatus.INVALID_PAYLOAD_DATA, "not in the deflate format");
        }
    }

    private static CorruptedWebSocketFrameException wrong(WebSocketCloseStatus status, String what) {
        return new CorruptedWebSocketFrameException(status, what);
    }
}
