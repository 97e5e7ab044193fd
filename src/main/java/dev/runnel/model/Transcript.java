package dev.runnel.model;

import dev.runnel.FailureException;

/** The text of one reply so far, over all its attempts. */
final class Transcript {

    private final StringBuilder text = new StringBuilder();
    private final int maxContinuations;
    private int continuations;
    private Throwable firstCause;

    /** @param said what was said before the first attempt; empty for a new reply */
    Transcript(String said, int maxContinuations) {
        text.append(said);
        this.maxContinuations = maxContinuations;
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
