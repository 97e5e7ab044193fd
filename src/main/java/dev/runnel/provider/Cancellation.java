package dev.runnel.provider;

/**
 * Ends one call to a provider from outside. The two sides may come in any order and from any thread; the abort runs
 * once, or never.
 */
public final class Cancellation {

    private Runnable abort;
    private boolean cancelled;

    /** Ends the call; does nothing when it has ended already, or was cancelled before. */
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
    }
}
