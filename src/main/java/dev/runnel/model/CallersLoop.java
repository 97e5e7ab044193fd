package dev.runnel.model;

import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.util.concurrent.Executor;

/**
 * The event loop on which this was created, which serves the caller's connection; the current thread if there was no
 * loop. The provider is called on the same loop, so that its text reaches the viewer without a change of thread, unless
 * the call uses an idle connection of another loop.
 */
public final class CallersLoop implements Executor {

    private final Context context = Vertx.currentContext();

    /**
     * Runs the task at once if the caller is on the loop already: scheduling it would let everything else that has
     * arrived go first.
     */
    @Override
    public void execute(Runnable task) {
        if (context == null || context == Vertx.currentContext()) {
            task.run();
        } else {
            context.runOnContext(unused -> task.run());
        }
    }
}
