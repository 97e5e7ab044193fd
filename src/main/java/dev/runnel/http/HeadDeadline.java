package dev.runnel.http;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/**
 * Closes the connection if no complete head arrives in time. The time runs from the opening of the connection, from the
 * first byte after an answer, or from a refusal. On HTTP/2, where requests overlap and some frames belong to none, it
 * runs only from refusals.
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

    /** Whether a request has begun that is not answered yet. */
    boolean isAnswering() {
        return unanswered > 0;
    }

    void overlap() {
        overlapping = true;
    }

    void arrived() {
        unanswered++;
        stop();
    }

    /** After a refusal the connection is only useful for another request. */
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
