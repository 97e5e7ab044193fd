package dev.runnel.http;

import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.ext.web.RoutingContext;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jboss.resteasy.reactive.server.core.ResteasyReactiveRequestContext;
import org.jboss.resteasy.reactive.server.spi.ServerHttpResponse;

/**
 * Backpressure: a few frames are on their way to the socket, and more are requested only when half of them have left. A
 * slow viewer has no other buffer, only its position in the log.
 */
final class EventStreamSubscriber implements Flow.Subscriber<String> {

    private static final byte[] NOTHING = {};
    /** To request each frame by itself passes through every operator of the stream twice for each token. */
    private static final int ON_THE_WAY = 8;

    private static final int REQUESTED_AT_ONCE = ON_THE_WAY / 2;
    /** Most streams have an event at once, and their head then needs no write of its own. */
    private static final long HEAD_PATIENCE_MS = 20;

    private final ResteasyReactiveRequestContext request;
    private final ServerHttpResponse response;
    private final AtomicBoolean ended = new AtomicBoolean();
    private volatile Flow.Subscription frames;
    /** Frames that have left since the last request; used by the connection's event loop alone. */
    private int left;

    EventStreamSubscriber(ResteasyReactiveRequestContext request) {
        this.request = request;
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
     * Sends the head alone if no event came: the first one may take a long time, and the viewer should know that the
     * stream is open.
     */
    private void begin() {
        if (!ended.get() && !response.headWritten()) {
            response.write(NOTHING, thrown -> {
                if (thrown != null) {
                    leave();
                }
            });
        }
    }

    @Override
    public void onNext(String frame) {
        response.write(frame.getBytes(StandardCharsets.UTF_8), thrown -> {
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
        response.end();
        request.resume();
    }

    /** Must not look like a complete stream: a broken connection tells the client that there is more. */
    @Override
    public void onError(Throwable thrown) {
        ended.set(true);
        if (response.headWritten()) {
            breakOff(request.unwrap(HttpServerRequest.class));
            request.resume();
        } else {
            request.resume(thrown, true);
        }
    }

    /**
     * On HTTP/2 only the stream is reset, because others share its connection. On HTTP/1.1 the connection is closed: a
     * response that is reset never reports that it is closed, and the process would wait for it when it stops.
     */
    private void breakOff(HttpServerRequest http) {
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
