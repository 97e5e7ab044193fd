package dev.runnel.provider;

import io.vertx.core.Future;
import io.vertx.core.http.HttpClientRequest;
import java.util.Optional;

/**
 * An idle connection that is kept for a call which is about to be made. The provider does not know of it. Either a call
 * takes it or it is released, whichever comes first, from any thread.
 */
public final class Reservation {

    /** Nothing was idle; the call gets a connection when it is made. */
    public static final Reservation NONE = new Reservation(null);

    private Future<HttpClientRequest> request;

    private Reservation(Future<HttpClientRequest> request) {
        this.request = request;
    }

    static Reservation of(Future<HttpClientRequest> request) {
        // A reserved connection that is lost or released fails no call; without a handler it would be logged as an
        // error.
        return new Reservation(request.onSuccess(reserved -> reserved.exceptionHandler(unused -> {})));
    }

    /** Gives the connection back; does nothing if a call has taken it. */
    public void release() {
        // Nothing was sent on it yet, so it stays open.
        take().ifPresent(reserved -> reserved.onSuccess(HttpClientRequest::reset));
    }

    /** Works only once, and only before it is released. */
    synchronized Optional<Future<HttpClientRequest>> take() {
        Optional<Future<HttpClientRequest>> taken = Optional.ofNullable(request);
        request = null;
        return taken;
    }
}
