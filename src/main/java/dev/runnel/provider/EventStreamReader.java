package dev.runnel.provider;

import dev.runnel.Failure;
import dev.runnel.FailureCode;
import java.io.IOException;

/**
 * A reply that arrives as a stream of events. It ends with the end marker, with the body, or with silence after a finish
 * reason.
 */
final class EventStreamReader implements BodyReader {

    /** After the finish reason a provider has this long for its usage and its end, from each event on. */
    private static final long FINISH_GRACE_MS = 1000;

    private static final long NO_TIMER = -1;

    private final ProviderEndpoint endpoint;
    private final Outcome outcome;
    private final Runnable stop;
    private final WireReader wire;
    private final SseParser parser = new SseParser(this::onData);
    private long graceTimer = NO_TIMER;
    private boolean heardSinceTimer;
    private boolean bodyEnded;

    /** @param stop closes the connection */
    EventStreamReader(ProviderEndpoint endpoint, Outcome outcome, Runnable stop) {
        this.endpoint = endpoint;
        this.outcome = outcome;
        this.stop = stop;
        this.wire = new WireReader(endpoint.wire());
    }

    @Override
    public void feed(byte[] bytes) {
        try {
            parser.feed(bytes);
        } catch (SseParser.OversizeException e) {
            abort(FailureCode.PROVIDER_MALFORMED);
        }
    }

    @Override
    public void finish() {
        bodyEnded = true;
        parser.finish();
        close();
    }

    @Override
    public void close() {
        endpoint.vertx().cancelTimer(graceTimer);
    }

    private void onData(byte[] bytes, int offset, int length) {
        heardSinceTimer = true;
        if (outcome.isSettled()) {
            return;
        }
        try {
            wire.read(bytes, offset, length, this::onChunk);
        } catch (IOException e) {
            onGarbage();
        }
        if (outcome.isFinished() || outcome.isSettled()) {
            awaitEnd();
        }
    }

    private void onChunk(WireChunk chunk) {
        if (outcome.isSettled()) {
            return;
        }
        if (chunk.failure() == null) {
            outcome.add(chunk);
        } else if (!outcome.isFinished()) {
            outcome.fail(chunk.failure());
            stop.run();
        }
        if (chunk.isLast()) {
            outcome.endMarker();
        }
    }

    /** What comes after the finish reason cannot void the reply. */
    private void onGarbage() {
        if (!outcome.isFinished()) {
            // Half an event at the very end was not garbled: its other half never came.
            abort(bodyEnded ? FailureCode.PROVIDER_CUT : FailureCode.PROVIDER_MALFORMED);
        }
    }

    /** One timer for all events that follow: to set one anew for each would cost more than to read them. */
    private void awaitEnd() {
        if (graceTimer == NO_TIMER && !bodyEnded) {
            heardSinceTimer = false;
            graceTimer = endpoint.vertx().setTimer(FINISH_GRACE_MS, unused -> giveUpIfSilent());
        }
    }

    private void giveUpIfSilent() {
        graceTimer = NO_TIMER;
        boolean over = outcome.isFinished() || outcome.isSettled();
        if (over && heardSinceTimer && !outcome.isSettled()) {
            awaitEnd();
        } else if (over) {
            outcome.endOfBody();
            stop.run();
        }
    }

    private void abort(FailureCode code) {
        outcome.fail(Failure.of(code));
        stop.run();
    }
}
