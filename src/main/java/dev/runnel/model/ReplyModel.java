package dev.runnel.model;

import io.opentelemetry.api.trace.Span;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;

/** Answers a prompt, from whichever provider can. */
public interface ReplyModel {

    /**
     * The answer as it is made. Cold: each subscription is one call. Items begin with {@link ModelEvent.Asked} and
     * end with one {@link ModelEvent.Finished}; a failure is a {@code FailureException}. Cancelling closes the provider's connection at once.
     *
     * @param reply the parent of the calls' spans
     */
    Multi<ModelEvent> stream(Prompt prompt, Span reply);

    /** The whole answer at once; a failure is a {@code FailureException}. */
    Uni<Answer> answer(Prompt prompt, Span reply);
}
