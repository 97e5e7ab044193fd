package dev.runnel.model;

import dev.runnel.FailureException;
import io.smallrye.mutiny.Uni;

/** The text of one reply so far, over all its attempts. */
final class ReplyProgress {

    private final StringBuilder text = new StringBuilder();
    private final int maxContinuations;
    private final Backoff backoff;
    private int continuations;
    private Throwable firstCause;

    /** @param said the text before the first attempt; empty for a new reply */
    ReplyProgress(String said, FailoverConfig config) {
        text.append(said);
        this.maxContinuations = config.continuations();
        this.backoff = new Backoff(config.retryDelay());
    }

    /** Waits for the backoff before the text is continued. */
    Uni<Void> pause() {
        return Uni.createFrom().voidItem().onItem().delayIt().by(backoff.next());
    }

    void add(ModelEvent event) {
        if (event instanceof ModelEvent.Token token) {
            text.append(token.text());
        }
    }

    String text() {
        return text.toString();
    }

    /** Whether the reply broke off and may be continued. */
    boolean mayContinue(Throwable thrown) {
        if (firstCause == null) {
            firstCause = thrown;
        }
        return !text.isEmpty()
                && thrown instanceof FailureException
                && FailoverPolicy.isWorthAnotherProvider(thrown)
                && continuations++ < maxContinuations;
    }

    /** The failure to report when nothing helped: the first one, not that of the last remedy. */
    Throwable cause(Throwable last) {
        return firstCause == null ? last : firstCause;
    }
}
