package dev.runnel.redis;

import io.smallrye.mutiny.Uni;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;

/** Work that is done once at a time: whoever wants it meanwhile waits for what has begun. */
final class SingleFlight {

    private final Supplier<Uni<Void>> work;
    private final AtomicReference<Uni<Void>> flight = new AtomicReference<>();

    SingleFlight(Supplier<Uni<Void>> work) {
        this.work = work;
    }

    /** Completes when the work has ended, well or not. */
    Uni<Void> join() {
        return Uni.createFrom().deferred(() -> flight.updateAndGet(known -> known == null ? begun() : known));
    }

    /** Begins with its first subscriber, of which there is one: it is not kept otherwise. */
    private Uni<Void> begun() {
        return Uni.createFrom()
                .deferred(() -> work.get())
                .onTermination()
                .invoke(() -> flight.set(null))
                .onFailure()
                .recoverWithNull()
                .memoize()
                .indefinitely();
    }
}
