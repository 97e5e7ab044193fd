package dev.runnel.provider;

import dev.runnel.Usage;
import java.util.Map;
import java.util.function.Consumer;

/**
 * One call to a provider, as its caller holds it: the way to end it, and what it has cost so far. The two sides may
 * come in any order and from any thread; the abort runs once, or never.
 */
public final class ProviderCall {

    private final Map<String, String> headers;
    private final Reservation connection;
    private final SignsOfLife signs;
    private Runnable abort;
    private Consumer<Runnable> endOfPatience = Runnable::run;
    private boolean cancelled;
    private Usage billed = Usage.NONE;

    /** @param headers what its request carries beside its own, which names the trace that it belongs to */
    public ProviderCall(Map<String, String> headers) {
        this(headers, Reservation.NONE, SignsOfLife.IGNORED);
    }

    /**
     * @param connection what the call is made on if it is streamed, and if it still can be
     * @param signs hears what comes beside the text
     */
    public ProviderCall(Map<String, String> headers, Reservation connection, SignsOfLife signs) {
        this.headers = Map.copyOf(headers);
        this.connection = connection;
        this.signs = signs;
    }

    /** Closes the provider's connection; does nothing when the call has ended already. */
    public void cancel() {
        Runnable run;
        synchronized (this) {
            cancelled = true;
            run = abort;
            abort = null;
        }
        if (run != null) {
            run.run();
        }
    }

    /**
     * Nobody waits any longer. A provider that has given its finish reason and just never ended has answered well, and
     * the call ends so.
     *
     * @param otherwise what to do when it has not; on any thread
     */
    public void endPatience(Runnable otherwise) {
        Consumer<Runnable> end;
        synchronized (this) {
            end = endOfPatience;
        }
        end.accept(otherwise);
    }

    /** What the provider has reported to bill for this call; a call that was cut may be billed all the same. */
    public synchronized Usage billed() {
        return billed;
    }

    Map<String, String> headers() {
        return headers;
    }

    Reservation connection() {
        return connection;
    }

    SignsOfLife signs() {
        return signs;
    }

    /** How the call ends when nobody waits any longer; runs what it is given when that is no end. */
    synchronized void onEndOfPatience(Consumer<Runnable> end) {
        endOfPatience = end;
    }

    /** How the call is to be ended. Runs at once when it was cancelled before. */
    void onCancel(Runnable abort) {
        synchronized (this) {
            if (!cancelled) {
                this.abort = abort;
                return;
            }
        }
        abort.run();
    }

    /** The call has ended: there is nothing to cancel any more, and nothing of it to hold on to. */
    synchronized void settle() {
        abort = null;
        endOfPatience = Runnable::run;
    }

    /** The provider's count, in total for this call. */
    synchronized void bill(Usage total) {
        billed = total;
    }
}
