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

    /** The body of a refusal is a short JSON; what is larger is not one. */
    private static final int MAX_REFUSAL_BYTES = 64 * 1024;

    private final ProviderEndpoint endpoint;
    private final ProviderCall call;
    private final Outcome outcome;
    private final boolean streamed;
    private final CallTerms terms;
    private ChatRequest prompt;

    /** @param streamed whether the provider is asked to stream */
    Exchange(ProviderEndpoint endpoint, ProviderCall call, Outcome outcome, boolean streamed) {
        this.endpoint = endpoint;
        this.call = call;
        this.outcome = outcome;
        this.streamed = streamed;
        this.terms = endpoint.terms();
    }

    void start(ChatRequest prompt) {
        this.prompt = prompt;
        Buffer encoded = encode(prompt);
        endpoint.open(call.connection(), prompt, streamed, terms)
                .onFailure(this::unreachable)
                .onSuccess(request -> send(request, encoded));
    }

    private Buffer encode(ChatRequest prompt) {
        try {
            return Buffer.buffer(endpoint.wire().body(prompt, streamed));
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
        call.onEndOfPatience(otherwise -> here.runOnContext(unused -> {
            if (outcome.endOfPatience()) {
                request.reset();
            } else {
                otherwise.run();
            }
        }));
        if (outcome.isSettled()) {
            return;
        }
        request.send(prompt).onFailure(this::unreachable).onSuccess(response -> receive(request, response));
    }

    private void receive(HttpClientRequest request, HttpClientResponse response) {
        if (response.statusCode() / 100 == 2) {
            new ResponseBody(endpoint, call, outcome, streamed, terms).receive(request, response);
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
        Failure meant = new WireReader(endpoint.wire()).refusal(response.statusCode(), body.getBytes());
        Failure failure = RetryAfter.of(response.headers(), Clock.systemUTC())
                .map(wait -> Failure.retryAfter(meant.code(), wait))
                .orElse(meant);
        if (terms.changeAfter(response.statusCode(), body.getBytes(), failure)) {
            start(prompt);
        } else {
            endpoint.log().refused(response.statusCode(), failure.code());
            outcome.fail(failure);
        }
    }

    private void unreachable(Throwable thrown) {
        if (!outcome.isSettled()) {
            endpoint.log().unreachable(thrown);
        }
        outcome.fail(Failure.of(FailureCode.PROVIDER_UNAVAILABLE));
    }
}
