package dev.runnel.model;

import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.util.concurrent.Executor;

/**
 * The event loop on which this was created, which serves the caller's connection; whatever thread runs when there was
 * none. The provider is called there, too: its words then reach the viewer without another thread, unless the connection
 * to it is one that another loop has left.
 */
public final class CallersLoop implements Executor {

    private final Context context = Vertx.currentContext();

    /** At once for who is there already: a turn of the loop would let all that has come meanwhile go first. */
    @Override
    public void execute(Runnable task) {
        if (context == null || context == Vertx.currentContext()) {
            task.run();
        } else {
            context.runOnContext(unused -> task.run());
        }
    }
}
