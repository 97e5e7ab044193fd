package dev.runnel.model;

import dev.runnel.GivenPrompt;
import dev.runnel.ReplyOptions;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;

/** Answers a prompt with the first provider that can. */
public interface ReplyModel {

    /**
     * Checks that a provider can take this prompt, before it is asked.
     *
     * @throws dev.runnel.FailureException with {@code REQUEST_INVALID} if no provider that may be asked can take it
     */
    void check(GivenPrompt prompt);

    /**
     * Prepares what a call for this message needs, as far as that costs nothing at the provider. Must be called on the
     * event loop that will make the call. It uses the time in which the limits are checked.
     *
     * @param options say who may be asked
     */
    PreparedCall prepare(String message, ReplyOptions options);

    /**
     * Streams the answer. Cold: each subscription is one call. Items begin with {@link ModelEvent.Asked} and end with
     * one {@link ModelEvent.Finished}; a failure is a {@code FailureException}. Cancelling closes the provider's
     * connection at once.
     *
     * @param reply to which the calls belong; its usage is that of all of them
     * @param prepared for the prompt's message; {@link PreparedCall#NONE} if nothing was prepared
     */
    Multi<ModelEvent> stream(Prompt prompt, ReplyCalls reply, PreparedCall prepared);

    /** The complete answer at once; a failure is a {@code FailureException}. */
    Uni<Answer> answer(Prompt prompt, ReplyCalls reply);
}
