package dev.runnel.provider;

import dev.langchain4j.model.chat.request.ChatRequest;
import dev.runnel.Failure;
import dev.runnel.FailureCode;
import io.vertx.core.Context;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import org.jboss.logging.Logger;

/**
 * One request to a provider, up to its response.
 *
 * <pre>
 * connecting ─► awaiting the response ─► the body is read (see {@link ResponseBody})
 *      └──────────────┴─► failed: unreachable, reset, refused with a status, cancelled
 * </pre>
 *
 * All of it runs on the connection's event loop but for the cancellation, which may come from anywhere.
 */
final class Exchange {

    private static final Logger LOG = Logger.getLogger(Exchange.class);

    /** The body of a refusal is a short JSON; what is larger is not one. */
    private static final int MAX_REFUSAL_BYTES = 64 * 1024;

    private final ProviderEndpoint endpoint;
    private final ProviderCall call;
    private final Outcome outcome;
    private final ResponseBody body;
    private final CallTerms terms;
    private ChatRequest prompt;

    Exchange(ProviderEndpoint endpoint, ProviderCall call, Outcome outcome, ResponseBody body) {
        this.endpoint = endpoint;
        this.call = call;
        this.outcome = outcome;
        this.body = body;
        this.terms = endpoint.terms();
    }

    void start(ChatRequest prompt) {
        this.prompt = prompt;
        Buffer encoded = encode(prompt);
        endpoint.open(call.connection(), prompt, body.isStreamed(), terms)
                .onFailure(this::unreachable)
                .onSuccess(request -> send(request, encoded));
    }

    private Buffer encode(ChatRequest prompt) {
        try {
            return Buffer.buffer(endpoint.wire().body(prompt, body.isStreamed()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void send(HttpClientRequest request, Buffer prompt) {
        request.exceptionHandler(this::unreachable);
        call.headers().forEach(request::putHeader);
        // Resetting from another thread can overtake the request's head. The connection would then be taken for free,
        // and whoever uses it next waits behind an answer that nobody reads.
        Context here = endpoint.vertx().getOrCreateContext();
        call.onCancel(() -> {
            outcome.abandon();
            here.runOnContext(unused -> request.reset());
        });
        if (outcome.isSettled()) {
            return;
        }
        request.send(prompt).onFailure(this::unreachable).onSuccess(response -> receive(request, response));
    }

    private void receive(HttpClientRequest request, HttpClientResponse response) {
        if (response.statusCode() == 200) {
            body.receive(request, response);
            return;
        }
        Buffer refusal = Buffer.buffer();
        response.handler(buffer -> {
            if (refusal.length() < MAX_REFUSAL_BYTES) {
                refusal.appendBuffer(buffer);
            }
        });
        response.exceptionHandler(thrown -> refuse(response, Buffer.buffer()));
        response.endHandler(unused -> refuse(response, refusal));
    }

    private void refuse(HttpClientResponse response, Buffer body) {
        Failure meant = endpoint.wire().refusal(response.statusCode(), body.getBytes());
        LOG.debugf("provider refused with status %d (%s)", response.statusCode(), meant.code());
        Failure failure = RetryAfter.of(response.headers(), Clock.systemUTC())
                .map(wait -> Failure.retryAfter(meant.code(), wait))
                .orElse(meant);
        if (terms.changeAfter(response.statusCode(), body.getBytes(), failure)) {
            start(prompt);
        } else {
            outcome.fail(failure);
        }
    }

    private void unreachable(Throwable thrown) {
        LOG.debugf("provider cannot be reached: %s", thrown.toString());
        outcome.fail(Failure.of(FailureCode.PROVIDER_UNAVAILABLE));
    }
}
