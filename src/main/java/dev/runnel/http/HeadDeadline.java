package dev.runnel.http;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/**
 * Closes the connection if no complete request head arrives in time. The time starts when the connection is opened,
 * with the first byte after an answer, and with a refusal. On HTTP/2 it starts only with a refusal, because requests
 * overlap there and some frames belong to no request.
 */
final class HeadDeadline extends ChannelInboundHandlerAdapter {

    private static final int FIRST_REFUSAL = 400;

    private final Duration timeout;
    private Future<?> running;
    private Channel channel;
    private int unanswered;
    private boolean overlapping;

    HeadDeadline(Duration timeout) {
        this.timeout = timeout;
    }

    @Override
    public void handlerAdded(ChannelHandlerContext context) {
        channel = context.channel();
    }

    @Override
    public void channelActive(ChannelHandlerContext context) {
        start();
        context.fireChannelActive();
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object bytes) {
        if (running == null && unanswered == 0 && !overlapping) {
            start();
        }
        context.fireChannelRead(bytes);
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        stop();
        context.fireChannelInactive();
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext context) {
        stop();
    }

    void overlap() {
        overlapping = true;
    }

    void arrived() {
        unanswered++;
        stop();
    }

    /** Starts the time after a refusal: the client may keep the connection only for another request. */
    void answered(int status) {
        unanswered--;
        if (status >= FIRST_REFUSAL && unanswered == 0 && channel.isActive()) {
            start();
        }
    }

    private void start() {
        stop();
        running = channel.eventLoop().schedule(() -> channel.close(), timeout.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void stop() {
        if (running != null) {
            running.cancel(false);
            running = null;
        }
    }
}
