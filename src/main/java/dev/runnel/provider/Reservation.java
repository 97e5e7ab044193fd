package dev.runnel.provider;

import io.vertx.core.Future;
import io.vertx.core.http.HttpClientRequest;
import java.util.Optional;

/**
 * A free connection that is kept for a call which is about to be made. The provider does not know of it. A call takes it,
 * or it is released; either may come first, from any thread.
 */
public final class Reservation {

    /** Nothing was free; the call gets a connection when it is made. */
    public static final Reservation NONE = new Reservation(null);

    private Future<HttpClientRequest> request;

    private Reservation(Future<HttpClientRequest> request) {
        this.request = request;
    }

    static Reservation of(Future<HttpClientRequest> request) {
        // A connection that is lost or released meanwhile fails no call; without a handler that would be logged as an
        // error.
        return new Reservation(request.onSuccess(reserved -> reserved.exceptionHandler(unused -> {})));
    }

    /** Lets others have the connection; does nothing when a call has taken it. */
    public void release() {
        // Nothing was sent on it yet, so it stays open.
        take().ifPresent(reserved -> reserved.onSuccess(HttpClientRequest::reset));
    }

    /** Only once, and only before it is released. */
    synchronized Optional<Future<HttpClientRequest>> take() {
        Optional<Future<HttpClientRequest>> taken = Optional.ofNullable(request);
        request = null;
        return taken;
    }
}
