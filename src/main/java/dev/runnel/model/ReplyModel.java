package dev.runnel.model;

import io.opentelemetry.api.trace.Span;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;

/** Answers a prompt, from whichever provider can. */
public interface ReplyModel {

    /**
     * Makes ready what a call for this message will need and costs nobody anything, on the event loop that is going to
     * make the call: there is time for it while it is being decided whether there will be one.
     */
    PreparedCall prepare(String message);

    /**
     * The answer as it is made. Cold: each subscription is one call. Items begin with {@link ModelEvent.Asked} and
     * end with one {@link ModelEvent.Finished}; a failure is a {@code FailureException}. Cancelling closes the provider's connection at once.
     *
     * @param reply the parent of the calls' spans
     * @param prepared for the prompt's message; {@link PreparedCall#NONE} when nothing was
     */
    Multi<ModelEvent> stream(Prompt prompt, Span reply, PreparedCall prepared);

    /** The whole answer at once; a failure is a {@code FailureException}. */
    Uni<Answer> answer(Prompt prompt, Span reply);
}
