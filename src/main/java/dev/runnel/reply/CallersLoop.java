package dev.runnel.reply;

import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.util.concurrent.Executor;

/**
 * Where the caller's connection is served; whatever thread runs when there is none. The provider is called there, too: its
 * words then reach the viewer without another thread, unless the connection to it is one that another loop has left.
 */
final class CallersLoop implements Executor {

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
