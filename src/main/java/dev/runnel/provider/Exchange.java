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
 * connecting ─► waiting for the response ─► the body is read (see {@link ResponseBody})
 *      └──────────────┴─► failed: unreachable, reset, refused with a status, cancelled
 * </pre>
 *
 * Everything runs on the connection's event loop, except for a cancellation, which may come from any thread.
 */
final class Exchange {

    /** The body of a refusal is a short JSON document; anything larger is not one. */
    private static final int MAX_REFUSAL_BYTES = 64 * 1024;

    private final ProviderEndpoint endpoint;
    private final ProviderCall call;
    private final CallResult result;
    private final boolean streamed;
    private final RequestRetry retry;
    private ChatRequest prompt;

    /** @param streamed whether the provider is asked to stream */
    Exchange(ProviderEndpoint endpoint, ProviderCall call, CallResult result, boolean streamed) {
        this.endpoint = endpoint;
        this.call = call;
        this.result = result;
        this.streamed = streamed;
        this.retry = endpoint.retry();
    }

    void start(ChatRequest prompt) {
        this.prompt = prompt;
        Buffer encoded = encode(prompt);
        endpoint.open(call.connection(), prompt, streamed, retry)
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
        // A reset from another thread can overtake the request's head. The connection would then count as idle, and the
        // next call on it would wait behind an answer that nobody reads.
        Context here = endpoint.vertx().getOrCreateContext();
        call.onCancel(() -> {
            result.abandon();
            here.runOnContext(unused -> request.reset());
        });
        call.onSilence(otherwise -> here.runOnContext(unused -> {
            if (result.finishOnSilence()) {
                request.reset();
            } else {
                otherwise.run();
            }
        }));
        if (result.isSettled()) {
            return;
        }
        request.send(prompt).onFailure(this::unreachable).onSuccess(response -> receive(request, response));
    }

    private void receive(HttpClientRequest request, HttpClientResponse response) {
        if (response.statusCode() / 100 == 2) {
            new ResponseBody(endpoint, call, result, streamed, retry).receive(request, response);
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
        if (retry.shouldRetryAfter(response.statusCode(), body.getBytes(), failure)) {
            start(prompt);
        } else {
            endpoint.log().refused(response.statusCode(), failure.code());
            result.fail(failure);
        }
    }

    private void unreachable(Throwable thrown) {
        if (!result.isSettled()) {
            endpoint.log().unreachable(thrown);
        }
        result.fail(Failure.of(FailureCode.PROVIDER_UNAVAILABLE));
    }
}
