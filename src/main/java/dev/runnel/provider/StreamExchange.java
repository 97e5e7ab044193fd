package dev.runnel.provider;

import dev.langchain4j.data.message.ChatMessage;
import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;
import dev.runnel.Failure;
import dev.runnel.FailureCode;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.util.List;
import org.jboss.logging.Logger;

/**
 * One request and its streamed response.
 *
 * <pre>
 * connecting ─► awaiting headers ─► streaming ─► finish reason seen ─► succeeded
 *      └───────────────┴────────────────┴─► failed (refused, cut, malformed, cancelled)
 * </pre>
 *
 * All of it runs on the connection's event loop but for the cancellation, which may come from anywhere.
 */
final class StreamExchange {

    private static final Logger LOG = Logger.getLogger(StreamExchange.class);

    /** After the finish reason a provider has this long for its usage and its end: some leave the socket open. */
    private static final long FINISH_GRACE_MS = 1000;
    /** The body of a refusal is a short JSON; what is larger is not one. */
    private static final int MAX_REFUSAL_BYTES = 64 * 1024;

    private static final long NO_TIMER = -1;

    private final ProviderEndpoint endpoint;
    private final Cancellation cancellation;
    private final StreamOutcome outcome;
    private final SseParser parser = new SseParser(this::onData);
    private long graceTimer = NO_TIMER;
    private HttpClientRequest request;
    private boolean bodyEnded;

    StreamExchange(ProviderEndpoint endpoint, StreamingChatResponseHandler handler, Cancellation cancellation) {
        this.endpoint = endpoint;
        this.cancellation = cancellation;
        this.outcome = new StreamOutcome(handler, cancellation);
    }

    void start(List<ChatMessage> messages) {
        Buffer body = encode(messages);
        endpoint.open()
                .onFailure(thrown -> fail(FailureCode.PROVIDER_UNAVAILABLE, thrown))
                .onSuccess(opened -> send(opened, body));
    }

    private Buffer encode(List<ChatMessage> messages) {
        try {
            return Buffer.buffer(endpoint.wire().body(messages));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void send(HttpClientRequest opened, Buffer body) {
        request = opened;
        // The request resets at once when it was cancelled while the connection was being made.
        cancellation.onCancel(() -> {
            outcome.abandon();
            opened.reset();
        });
        opened.exceptionHandler(thrown -> fail(FailureCode.PROVIDER_UNAVAILABLE, thrown));
        opened.send(body)
                .onFailure(thrown -> fail(FailureCode.PROVIDER_UNAVAILABLE, thrown))
                .onSuccess(this::receive);
    }

    private void receive(HttpClientResponse response) {
        if (response.statusCode() != 200) {
            receiveRefusal(response);
            return;
        }
        response.exceptionHandler(thrown -> end());
        response.endHandler(unused -> {
            bodyEnded = true;
            parser.finish();
            end();
        });
        response.handler(buffer -> feed(buffer.getBytes()));
    }

    private void receiveRefusal(HttpClientResponse response) {
        Buffer body = Buffer.buffer();
        response.handler(buffer -> {
            if (body.length() < MAX_REFUSAL_BYTES) {
                body.appendBuffer(buffer);
            }
        });
        response.exceptionHandler(thrown -> refuse(response, Buffer.buffer()));
        response.endHandler(unused -> refuse(response, body));
    }

    private void refuse(HttpClientResponse response, Buffer body) {
        Failure failure = endpoint.wire().refusal(response.statusCode(), body.getBytes());
        LOG.debugf("provider refused with status %d (%s)", response.statusCode(), failure.code());
        outcome.fail(RetryAfter.of(response.headers(), Clock.systemUTC())
                .map(wait -> Failure.retryAfter(failure.code(), wait))
                .orElse(failure));
    }

    private void feed(byte[] bytes) {
        try {
            parser.feed(bytes);
        } catch (SseParser.OversizeException e) {
            abort(FailureCode.PROVIDER_MALFORMED);
        }
    }

    private void onData(byte[] bytes, int offset, int length) {
        if (outcome.isSettled()) {
            return;
        }
        WireChunk chunk;
        try {
            chunk = endpoint.wire().read(bytes, offset, length);
        } catch (IOException e) {
            // Half an event at the very end was not garbled: its other half never came.
            abort(bodyEnded ? FailureCode.PROVIDER_CUT : FailureCode.PROVIDER_MALFORMED);
            return;
        }
        if (chunk.failure() != null) {
            outcome.fail(chunk.failure());
            request.reset();
            return;
        }
        outcome.add(chunk);
        if (outcome.isFinished() && graceTimer == NO_TIMER) {
            graceTimer = endpoint.vertx().setTimer(FINISH_GRACE_MS, unused -> giveUpOnTheEnd());
        }
        if (chunk.last()) {
            outcome.endOfStream();
        }
    }

    /** The stream ended, well or by a lost connection: with a finish reason in hand both are a success. */
    private void end() {
        endpoint.vertx().cancelTimer(graceTimer);
        outcome.endOfStream();
    }

    private void giveUpOnTheEnd() {
        outcome.endOfStream();
        request.reset();
    }

    private void abort(FailureCode code) {
        outcome.fail(Failure.of(code));
        request.reset();
    }

    private void fail(FailureCode code, Throwable thrown) {
        LOG.debugf("provider call failed: %s", thrown.toString());
        outcome.fail(Failure.of(code));
    }
}
