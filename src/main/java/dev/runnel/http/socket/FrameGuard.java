package dev.runnel.http.socket;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.http.websocketx.CorruptedWebSocketFrameException;
import io.netty.handler.codec.http.websocketx.Utf8FrameValidator;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import io.netty.util.ReferenceCountUtil;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Sees each frame of a client, also the pings, which Vert.x answers by itself: somebody who only sends pings and reads no
 * answer would fill the memory. Counts them by the minute, and says why a socket is closed when a frame was wrong. After
 * that nothing is read.
 */
final class FrameGuard extends ChannelInboundHandlerAdapter {

    private static final long MINUTE = TimeUnit.MINUTES.toNanos(1);

    private final int perMinute;
    private final Runnable heard;
    private final Consumer<CloseCode> refused;
    private long minute = System.nanoTime();
    private int seen;
    private boolean closed;

    private FrameGuard(int perMinute, Runnable heard, Consumer<CloseCode> refused) {
        this.perMinute = perMinute;
        this.heard = heard;
        this.refused = refused;
    }

    /**
     * Adds the guard to a connection that has become a socket, and a check that texts are UTF-8: Vert.x would replace
     * what is not.
     */
    static void addTo(ChannelPipeline pipeline, int perMinute, Runnable heard, Consumer<CloseCode> refused) {
        // Behind whatever reads frames: what arrives here is as the client meant it.
        String reader = pipeline.lastContext().name();
        pipeline.addBefore(reader, null, new Utf8FrameValidator(false));
        pipeline.addBefore(reader, null, new FrameGuard(perMinute, heard, refused));
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        if (!(message instanceof WebSocketFrame)) {
            context.fireChannelRead(message);
        } else if (closed || isTooMany()) {
            ReferenceCountUtil.release(message);
        } else {
            heard.run();
            context.fireChannelRead(message);
        }
    }

    /** Vert.x would close the connection without saying why. */
    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable thrown) {
        if (!(thrown instanceof CorruptedWebSocketFrameException wrong)) {
            context.fireExceptionCaught(thrown);
        } else if (!closed) {
            closed = true;
            refused.accept(new CloseCode(
                    wrong.closeStatus().code(), wrong.closeStatus().reasonText()));
        }
    }

    private boolean isTooMany() {
        long now = System.nanoTime();
        if (now - minute >= MINUTE) {
            minute = now;
            seen = 0;
        }
        seen++;
        if (seen <= perMinute) {
            return false;
        }
        closed = true;
        refused.accept(CloseCode.TOO_MANY_FRAMES);
        return true;
    }
}
