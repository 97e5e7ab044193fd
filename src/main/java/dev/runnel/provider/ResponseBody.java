package dev.runnel.provider;

import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;

/** Reads the body of a provider's good response into an {@link Outcome}. */
interface ResponseBody {

    /** Whether the provider is asked to stream. */
    boolean isStreamed();

    /** Called once, on the connection's event loop, before any byte of the body is delivered. */
    void receive(HttpClientRequest request, HttpClientResponse response);
}
