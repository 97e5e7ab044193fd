package dev.runnel.provider;

import dev.runnel.Failure;
import dev.runnel.FailureCode;
import java.io.IOException;
import java.util.function.Consumer;

/**
 * A reply that arrives as a stream of events. It ends with the end marker, with the body, or with silence after a finish
 * reason.
 */
final class EventStreamReader implements BodyReader {

    /**
     * After the finish reason a provider has this long for its usage and its end, from each event on. Some give the
     * reason too early, and go on after a second and more: to end them would show a cut reply as complete.
     */
    private static final long FINISH_GRACE_MS = 2000;

    /** However many events follow that say nothing: some send them for ever. */
    private static final long LONGEST_GRACE_MS = 3 * FINISH_GRACE_MS;

    private static final long NO_TIMER = -1;

    private final ProviderEndpoint endpoint;
    private final Outcome outcome;
    private final Consumer<Failure> refuse;
    private final Runnable stop;
    private final WireReader wire;
    private final SseParser parser = new SseParser(this::onData);
    private long graceTimer = NO_TIMER;
    /** When the last event came, in nanoseconds, and the last that said something. */
    private long lastHeard;

    private long lastSaid;

    private boolean bodyEnded;

    /**
     * @param refuse takes what the provider says is wrong
     * @param stop closes the connection
     */
    EventStreamReader(ProviderEndpoint endpoint, Outcome outcome, Consumer<Failure> refuse, Runnable stop) {
        this.endpoint = endpoint;
        this.outcome = outcome;
        this.refuse = refuse;
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
        if (graceTimer != NO_TIMER) {
            lastHeard = System.nanoTime();
        }
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
        if (chunk.saysSomething()) {
            lastSaid = System.nanoTime();
        }
        if (chunk.failure() == null) {
            outcome.add(chunk);
        } else if (!outcome.isFinished()) {
            refuse.accept(chunk.failure());
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
            lastHeard = System.nanoTime();
            awaitEnd(FINISH_GRACE_MS);
        }
    }

    private void awaitEnd(long millis) {
        graceTimer = endpoint.vertx().setTimer(millis, unused -> giveUpIfSilent());
    }

    private void giveUpIfSilent() {
        graceTimer = NO_TIMER;
        long now = System.nanoTime();
        long left = Math.min(
                FINISH_GRACE_MS - (now - lastHeard) / 1_000_000, LONGEST_GRACE_MS - (now - lastSaid) / 1_000_000);
        if (outcome.isSettled() || (outcome.isFinished() && left <= 0)) {
            outcome.endOfBody();
            stop.run();
        } else if (outcome.isFinished()) {
            awaitEnd(left);
        }
    }

    private void abort(FailureCode code) {
        outcome.fail(Failure.of(code));
        stop.run();
    }
}
