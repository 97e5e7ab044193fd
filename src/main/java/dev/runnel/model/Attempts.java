package dev.runnel.model;

import dev.langchain4j.model.chat.StreamingChatModel;
import dev.langchain4j.service.TokenStream;
import dev.runnel.Failure;
import dev.runnel.FailureCode;
import dev.runnel.FailureException;
import dev.runnel.Usage;
import dev.runnel.provider.Provider;
import dev.runnel.provider.ProviderCall;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import java.util.concurrent.CancellationException;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import org.jboss.logging.Logger;

/**
 * All calls that one answer takes, one after another: which provider was asked, and how to cancel the call that is
 * running. Guards and retries do not pass on a cancellation, so it is done here.
 */
final class Attempts {

    private static final Logger LOG = Logger.getLogger(Attempts.class);

    private final AssistantCalls calls;
    private final ReplyCalls reply;
    private final PreparedCall prepared;
    private final Consumer<ModelEvent> progress;
    private final CallersLoop loop = new CallersLoop();
    private Attempt current;
    private boolean cancelled;

    /**
     * @param reply to which the calls belong
     * @param prepared what the first call may use
     * @param progress is told of each provider that is asked, and what it thinks before its first token
     */
    Attempts(AssistantCalls calls, ReplyCalls reply, PreparedCall prepared, Consumer<ModelEvent> progress) {
        this.calls = calls;
        this.reply = reply;
        this.prepared = prepared;
        this.progress = progress;
    }

    /** Asks a provider to stream a reply. */
    Uni<Multi<ModelEvent>> stream(Provider provider, Prompt prompt) {
        return open(provider, prompt, Provider::streaming, calls.limits(provider));
    }

    /** Asks a provider for a reply that arrives all at once, while viewers wait for it. */
    Uni<Multi<ModelEvent>> unstreamed(Provider provider, Prompt prompt) {
        return open(provider, prompt, Provider::whole, calls.limitsUnstreamed());
    }

    /** Asks a provider for a complete answer that no viewer waits for. */
    Uni<Answer> answer(Provider provider, Prompt prompt) {
        return open(provider, prompt, Provider::whole, calls.limitsOfWholeAnswer())
                .onItem()
                .transformToUni(Answer::of);
    }

    private Uni<Multi<ModelEvent>> open(
            Provider provider,
            Prompt prompt,
            BiFunction<Provider, ProviderCall, StreamingChatModel> kind,
            AttemptLimits limits) {
        Attempt attempt;
        synchronized (this) {
            if (cancelled) {
                return Uni.createFrom().failure(new CancellationException());
            }
            attempt = new Attempt(
                    provider,
                    prepared.connectionTo(provider),
                    this,
                    new ContinuationJoiner(prompt.alreadySaid(), prompt.isSteered()),
                    limits,
                    calls.time(provider, reply.span()));
            current = attempt;
            reply.add(attempt.call());
        }
        return attempt.open(() -> {
                    progress.accept(new ModelEvent.Asked(provider.name(), provider.model()));
                    start(attempt, prompt, kind.apply(provider, attempt.call()));
                })
                // A backoff or a time limit ends on another thread; the next call has to be made on the caller's event
                // loop again.
                .runSubscriptionOn(loop);
    }

    private void start(Attempt attempt, Prompt prompt, StreamingChatModel model) {
        calls.watch().add(attempt);
        TokenStream tokens = prepared.answerTo(prompt.message())
                .orElseGet(() -> calls.assistant().reply(prompt.message()))
                .onPartialResponse(attempt::onToken)
                .onCompleteResponse(attempt::onResponse)
                .onError(attempt::fail);
        ModelCall call = new ModelCall(model, attempt.provider().model(), calls.systemPrompt(), prompt);
        ScopedValue.where(ModelCall.CURRENT, call).run(tokens::start);
    }

    /** The provider that was asked last. */
    synchronized Provider lastAsked() {
        return current.provider();
    }

    /** What all calls for the reply cost so far. */
    Usage billed() {
        return reply.billed();
    }

    /** Ends the running call and allows no further one. */
    void cancel() {
        Attempt running;
        synchronized (this) {
            cancelled = true;
            running = current;
        }
        if (running != null) {
            running.cancel();
        }
    }

    /** Tells of what happens before the first token. */
    void report(ModelEvent event) {
        progress.accept(event);
    }

    /**
     * Counts the failure. An unexpected exception is logged with its cause, and is a failure like any other from here
     * on.
     */
    FailureException failed(Attempt attempt, Throwable thrown) {
        if (!(thrown instanceof FailureException)) {
            LOG.errorf(
                    thrown,
                    "A call to provider %s failed for an unexpected reason. Please report this",
                    attempt.provider().name());
        }
        FailureException known = thrown instanceof FailureException failure
                ? failure
                : Failure.of(FailureCode.INTERNAL_ERROR).asException();
        calls.count(attempt.provider(), known.failure().code());
        return known;
    }

    void ended(Attempt attempt) {
        calls.watch().remove(attempt);
    }
}
