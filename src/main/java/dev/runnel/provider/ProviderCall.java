package dev.runnel.provider;

import dev.runnel.ToolCall;
import dev.runnel.Usage;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * One call to a provider as its caller sees it: how to end it, and what it has cost so far. Thread-safe. A call may be
 * cancelled before it is known how to abort it; the abort runs at most once.
 */
public final class ProviderCall {

    private final Map<String, String> headers;
    private final Reservation connection;
    private final ActivityListener listener;
    private Runnable abort;
    private Consumer<Runnable> silenceEnd = Runnable::run;
    private boolean cancelled;
    private Usage billed = Usage.NONE;
    private List<ToolCall> toolCalls = List.of();

    /** @param headers sent with the request in addition to its own; they name the trace that the call belongs to */
    public ProviderCall(Map<String, String> headers) {
        this(headers, Reservation.NONE, ActivityListener.IGNORED);
    }

    /**
     * @param connection the connection for a streamed call, if it is still usable
     * @param listener is told what arrives beside the text
     */
    public ProviderCall(Map<String, String> headers, Reservation connection, ActivityListener listener) {
        this.headers = Map.copyOf(headers);
        this.connection = connection;
        this.listener = listener;
    }

    /** Closes the provider's connection; does nothing if the call has already ended. */
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
     * Ends a call after too much silence. If the provider has sent its finish reason and only failed to end the
     * response, the call succeeds.
     *
     * @param otherwise what to do if it has not; runs on any thread
     */
    public void finishOnSilence(Runnable otherwise) {
        Consumer<Runnable> end;
        synchronized (this) {
            end = silenceEnd;
        }
        end.accept(otherwise);
    }

    /** What the provider reported to bill for this call; a call that was cut may be billed too. */
    public synchronized Usage billed() {
        return billed;
    }

    /** The tools that the model calls; known when the answer is complete, and empty before. */
    public synchronized List<ToolCall> toolCalls() {
        return toolCalls;
    }

    Map<String, String> headers() {
        return headers;
    }

    Reservation connection() {
        return connection;
    }

    ActivityListener listener() {
        return listener;
    }

    /** Sets how the call ends after too much silence; {@code end} runs its argument if the reply is not complete. */
    synchronized void onSilence(Consumer<Runnable> end) {
        silenceEnd = end;
    }

    /** Sets how to abort the call. Runs at once if the call was cancelled already. */
    void onCancel(Runnable abort) {
        synchronized (this) {
            if (!cancelled) {
                this.abort = abort;
                return;
            }
        }
        abort.run();
    }

    /** The call has ended: there is nothing left to cancel, and nothing of it is kept in memory. */
    synchronized void settle() {
        abort = null;
        silenceEnd = Runnable::run;
    }

    /** The answer is complete, and calls these tools. */
    synchronized void callTools(List<ToolCall> calls) {
        toolCalls = calls;
    }

    /** The provider's count for the whole call. */
    synchronized void bill(Usage total) {
        billed = total;
    }
}
