package dev.runnel.model;

import dev.runnel.FailureException;
import io.smallrye.mutiny.Uni;

/** The text of one reply so far, over all its attempts. */
final class Transcript {

    private final StringBuilder text = new StringBuilder();
    private final int maxContinuations;
    private final Backoff backoff;
    private int continuations;
    private Throwable firstCause;

    /** @param said what was said before the first attempt; empty for a new reply */
    Transcript(String said, FailoverConfig config) {
        text.append(said);
        this.maxContinuations = config.continuations();
        this.backoff = new Backoff(config.retryDelay());
    }

    /** To be waited for before the text is taken up again. */
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

    /** Whether the reply broke off and may be taken up again. */
    boolean mayContinue(Throwable thrown) {
        if (firstCause == null) {
            firstCause = thrown;
        }
        return !text.isEmpty()
                && thrown instanceof FailureException
                && FailoverPolicy.isWorthAnotherProvider(thrown)
                && continuations++ < maxContinuations;
    }

    /** What to tell when nothing helped: what went wrong first, not what went wrong with the last remedy. */
    Throwable cause(Throwable last) {
        return firstCause == null ? last : firstCause;
    }
}
