package dev.runnel.http;

import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.ext.web.RoutingContext;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jboss.resteasy.reactive.server.core.ResteasyReactiveRequestContext;
import org.jboss.resteasy.reactive.server.spi.ServerHttpResponse;

/**
 * Writes the frames of one stream with backpressure: a few frames are on their way to the socket, and more are
 * requested only when half of them have been written. A slow viewer needs no other buffer; it only has a position in
 * the log.
 */
final class EventStreamSubscriber implements Flow.Subscriber<String> {

    private static final byte[] NOTHING = {};
    /** More than 1: requesting each frame by itself would cost a call through all operators for each token. */
    private static final int ON_THE_WAY = 8;

    private static final int REQUESTED_AT_ONCE = ON_THE_WAY / 2;
    /**
     * How long the head waits for the first event. Most streams have one at once, and both then need only one write.
     */
    private static final long HEAD_PATIENCE_MS = 20;

    private final ResteasyReactiveRequestContext request;
    private final ServerHttpResponse response;
    private final FrameEncoding encoding;
    private final AtomicBoolean ended = new AtomicBoolean();
    private volatile Flow.Subscription frames;
    /** Frames that were written since the last request. Only used on the connection's event loop. */
    private int left;

    EventStreamSubscriber(ResteasyReactiveRequestContext request, FrameEncoding encoding) {
        this.request = request;
        this.encoding = encoding;
        this.response = request.serverResponse();
    }

    @Override
    public void onSubscribe(Flow.Subscription subscription) {
        frames = subscription;
        response.addCloseHandler(this::leave);
        subscription.request(ON_THE_WAY);
        if (!response.headWritten()) {
            request.unwrap(RoutingContext.class).vertx().setTimer(HEAD_PATIENCE_MS, unused -> begin());
        }
    }

    /**
     * Sends the head alone if no event has come yet: the first one may take long, and the viewer should know that the
     * stream is open.
     */
    private void begin() {
        if (!ended.get() && !response.headWritten()) {
            nameEncoding();
            response.write(NOTHING, thrown -> {
                if (thrown != null) {
                    leave();
                }
            });
        }
    }

    /** Not before the stream begins: the body of a refusal is not encoded. */
    private void nameEncoding() {
        encoding.name().ifPresent(name -> response.setResponseHeader("Content-Encoding", name));
    }

    @Override
    public void onNext(String frame) {
        if (!response.headWritten()) {
            nameEncoding();
        }
        response.write(encoding.encode(frame), thrown -> {
            if (thrown == null) {
                requestMore();
            } else {
                leave();
            }
        });
    }

    private void requestMore() {
        left++;
        if (left == REQUESTED_AT_ONCE) {
            left = 0;
            frames.request(REQUESTED_AT_ONCE);
        }
    }

    @Override
    public void onComplete() {
        ended.set(true);
        if (!response.headWritten()) {
            nameEncoding();
        }
        response.end(encoding.end());
        request.resume();
    }

    /** Breaks the connection, so that the client does not take the stream for complete. */
    @Override
    public void onError(Throwable thrown) {
        ended.set(true);
        if (response.headWritten()) {
            abort(request.unwrap(HttpServerRequest.class));
            request.resume();
        } else {
            request.resume(thrown, true);
        }
    }

    /**
     * Resets the stream on HTTP/2, where other streams share the connection. Closes the connection on HTTP/1.1: a
     * response that is only reset never reports its end, and the process would wait for it when it stops.
     */
    private void abort(HttpServerRequest http) {
        if (http.version() == HttpVersion.HTTP_2) {
            response.reset();
        } else {
            http.connection().close();
        }
    }

    /** A viewer that has left is no error: it may come back, and the reply continues. */
    private void leave() {
        if (ended.compareAndSet(false, true)) {
            frames.cancel();
            request.resume();
        }
    }
}
