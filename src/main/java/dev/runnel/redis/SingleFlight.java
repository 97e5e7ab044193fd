package dev.runnel.redis;

import io.smallrye.mutiny.Uni;

/** Work of which there is one piece at a time: whoever wants it meanwhile waits for that one. */
final class SingleFlight {

    /** Null if there is none. */
    private Uni<Void> flight;

    synchronized boolean isFree() {
        return flight == null;
    }

    /** @param work begins when somebody waits for it; it is forgotten when it has ended */
    synchronized void begin(Uni<Void> work) {
        flight = work.onTermination()
                .invoke(this::clear)
                .onFailure()
                .recoverWithNull()
                .memoize()
                .indefinitely();
    }

    private synchronized void clear() {
        flight = null;
    }

    /** Completes when the work has ended, well or not; at once if there is none. */
    synchronized Uni<Void> await() {
        return flight == null ? Uni.createFrom().voidItem() : flight;
    }
}
