package dev.runnel.provider;

import dev.runnel.Failure;
import dev.runnel.FailureCode;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import java.io.IOException;

/** A reply that arrives as a stream of events: the outcome learns each as it comes. */
final class StreamedBody implements ResponseBody {

    /** After the finish reason a provider has this long for its usage and its end: some leave the socket open. */
    private static final long FINISH_GRACE_MS = 1000;

    private static final long NO_TIMER = -1;

    private final ProviderEndpoint endpoint;
    private final Outcome outcome;
    private final SseParser parser = new SseParser(this::onData);
    private HttpClientRequest request;
    private long graceTimer = NO_TIMER;
    private boolean bodyEnded;

    StreamedBody(ProviderEndpoint endpoint, Outcome outcome) {
        this.endpoint = endpoint;
        this.outcome = outcome;
    }

    @Override
    public boolean isStreamed() {
        return true;
    }

    @Override
    public void receive(HttpClientRequest request, HttpClientResponse response) {
        this.request = request;
        response.exceptionHandler(thrown -> end());
        response.endHandler(unused -> {
            bodyEnded = true;
            parser.finish();
            end();
        });
        response.handler(buffer -> feed(buffer.getBytes()));
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
}
