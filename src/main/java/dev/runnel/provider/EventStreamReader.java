package dev.runnel.provider;

import dev.runnel.Failure;
import dev.runnel.FailureCode;
import java.io.IOException;
import java.util.function.Consumer;

/**
 * Reads a reply that arrives as a stream of events. It ends with the end marker, with the body, or with silence after a
 * finish reason.
 */
final class EventStreamReader implements BodyReader {

    /**
     * After the finish reason, and after each event that follows it, a provider has this long to send its usage and its
     * end. Some send the finish reason too early and continue after more than a second: ending the reply then would
     * show a cut reply as complete.
     */
    private static final long FINISH_GRACE_MS = 2000;

    /** The limit for events that say nothing, however many follow: some providers never stop sending them. */
    private static final long LONGEST_GRACE_MS = 3 * FINISH_GRACE_MS;

    private static final long NO_TIMER = -1;

    private final ProviderEndpoint endpoint;
    private final CallResult result;
    private final Consumer<Failure> refuse;
    private final Runnable stop;
    private final WireReader wire;
    private final SseParser parser = new SseParser(this::onData);
    private long graceTimer = NO_TIMER;
    /** When the last event arrived, in nanoseconds, and the last one that said something. */
    private long lastHeard;

    private long lastSaid;

    private boolean bodyEnded;

    /**
     * @param refuse receives the error that the provider reports
     * @param stop closes the connection
     */
    EventStreamReader(ProviderEndpoint endpoint, CallResult result, Consumer<Failure> refuse, Runnable stop) {
        this.endpoint = endpoint;
        this.result = result;
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
        if (result.isSettled()) {
            return;
        }
        try {
            wire.read(bytes, offset, length, this::onChunk);
        } catch (IOException e) {
            onGarbage();
        }
        if (result.isFinished() || result.isSettled()) {
            awaitEnd();
        }
    }

    private void onChunk(WireChunk chunk) {
        if (result.isSettled()) {
            return;
        }
        if (chunk.saysSomething()) {
            lastSaid = System.nanoTime();
        }
        if (chunk.failure() == null) {
            result.add(chunk);
        } else if (!result.isFinished()) {
            refuse.accept(chunk.failure());
            stop.run();
        }
        if (chunk.isLast()) {
            result.endMarker();
        }
    }

    /** Malformed data after the finish reason does not fail the reply. */
    private void onGarbage() {
        if (!result.isFinished()) {
            // Half an event at the end of the body is not malformed: the body was cut.
            abort(bodyEnded ? FailureCode.PROVIDER_CUT : FailureCode.PROVIDER_MALFORMED);
        }
    }

    /** One timer for all events that follow: restarting it for each would cost more than reading them. */
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
        if (result.isSettled() || (result.isFinished() && left <= 0)) {
            result.endOfBody();
            stop.run();
        } else if (result.isFinished()) {
            awaitEnd(left);
        }
    }

    private void abort(FailureCode code) {
        result.fail(Failure.of(code));
        stop.run();
    }
}
