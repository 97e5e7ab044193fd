package dev.runnel.http.socket;

import dev.runnel.SequencedEvent;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import java.util.concurrent.atomic.AtomicBoolean;

/** A reply's events ended before the reply did: this process stops, and another one has the rest. */
public final class Interrupted extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private Interrupted() {
        super("the reply goes on elsewhere", null, false, false);
    }

    /** The same events, but an end that is not the reply's own is a failure: it must not look like one. */
    public static Multi<SequencedEvent> unlessEnded(Multi<SequencedEvent> events) {
        return Multi.createFrom().deferred(() -> {
            AtomicBoolean ended = new AtomicBoolean();
            return events.invoke(event -> ended.setRelease(event.isTerminal()))
                    .onCompletion()
                    .call(() -> ended.getAcquire()
                            ? Uni.createFrom().voidItem()
                            : Uni.createFrom().failure(new Interrupted()));
        });
    }
}
