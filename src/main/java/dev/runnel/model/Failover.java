package dev.runnel.model;

import dev.langchain4j.service.TokenStream;
import dev.runnel.GivenPrompt;
import dev.runnel.ReplyOptions;
import dev.runnel.provider.Provider;
import dev.runnel.provider.Reservation;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.faulttolerance.api.CircuitBreakerState;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.MultiEmitter;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.util.TypeLiteral;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Function;
import org.eclipse.microprofile.faulttolerance.exceptions.CircuitBreakerOpenException;

/**
 * What happens when a provider fails, in the order in which it happens:
 *
 * <pre>
 * continuation(              after the first token: continue the text so far, a bounded number of times
 *   next provider(           each in turn, until one has a first token
 *     another role(          a provider that rejects the text so far gets it quoted by the user
 *       not streamed(        the same provider's call without streaming
 *         retry(             the same provider, after a backoff
 *           breaker(         not at all while its circuit is open
 *             attempt )))))) with its limits on the first token, on silence and in total
 * </pre>
 *
 * <pre>
 *             ┌─ retry, not streamed, next provider ─┐
 *             ▼                                      │ failed before the first token
 * asked ─► waiting ─first token─► streaming ─finish reason─► finished
 *             ▲                      │ failed after it
 *             └──── continuing ◄─────┤
 *                                    └─► failed: every provider, or too many continuations
 * </pre>
 */
@Singleton
class Failover implements ReplyModel {

    private static final TypeLiteral<Uni<Multi<ModelEvent>>> STREAM = new TypeLiteral<>() {
        private static final long serialVersionUID = 1L;
    };
    private static final TypeLiteral<Uni<Answer>> ANSWER = new TypeLiteral<>() {
        private static final long serialVersionUID = 1L;
    };
    /** The viewer of this stream requests everything at once; the buffer fills only while another thread takes over. */
    private static final int BUFFER = 256;

    private final ProviderGuards guards;
    private final AssistantCalls calls;
    private final FailoverConfig config;

    Failover(ProviderGuards guards, AssistantCalls calls, FailoverConfig config) {
        this.guards = guards;
        this.calls = calls;
        this.config = config;
    }

    /**
     * Loads once, at start, the classes that a call needs. Otherwise the first question would load them on its event
     * loop while it waits for Redis, read Redis's answer too late, and conclude that Redis is down.
     */
    void warmUp(@Observes StartupEvent started) {
        prepare("", ReplyOptions.NONE).release();
    }

    @Override
    public void check(GivenPrompt prompt) {
        guards.askedFor(prompt);
    }

    /** Only for the first provider: another one is asked only after the first has failed. */
    @Override
    public PreparedCall prepare(String message, ReplyOptions options) {
        Candidate first = guards.chosen(options).getFirst();
        TokenStream tokens = calls.assistant().reply(message);
        // Must come last: if a later step failed, nobody would release the connection.
        boolean likely = first.guard().circuit() == CircuitBreakerState.CLOSED;
        Reservation connection = likely ? first.provider().reserve() : Reservation.NONE;
        return new PreparedCall(first.provider(), connection, message, tokens);
    }

    @Override
    public Multi<ModelEvent> stream(Prompt prompt, ReplyCalls reply, PreparedCall prepared) {
        return Multi.createFrom()
                .emitter(
                        viewer -> {
                            Attempts attempts = new Attempts(calls, reply, prepared, viewer::emit);
                            ReplyProgress progress = new ReplyProgress(prompt.alreadySaid(), config);
                            viewer.onTermination(() -> {
                                attempts.cancel();
                                prepared.release();
                            });
                            streamText(prompt, prompt.begun(), order(prompt), progress, attempts)
                                    .subscribe()
                                    .with(viewer::emit, thrown -> failUnlessGone(viewer, thrown), viewer::complete);
                        },
                        BUFFER);
    }

    private List<Candidate> order(Prompt prompt) {
        return prompt.given().map(guards::askedFor).orElseGet(() -> guards.chosen(ReplyOptions.NONE));
    }

    private static void failUnlessGone(MultiEmitter<? super ModelEvent> viewer, Throwable thrown) {
        if (!viewer.isCancelled()) {
            viewer.fail(thrown);
        }
    }

    /**
     * The text of an answer, and its continuation if it breaks off. If no provider can continue it, the reply fails.
     */
    private Multi<ModelEvent> streamText(
            Prompt question, Prompt now, List<Candidate> order, ReplyProgress progress, Attempts attempts) {
        return firstOf(order, asked -> inAnyRole(asked, question, now, attempts))
                .onItem()
                .transformToMulti(events -> events.invoke(progress::add)
                        .onFailure(progress::mayContinue)
                        .recoverWithMulti(() -> goOn(question, order, progress, attempts)))
                .onFailure()
                .transform(progress::cause);
    }

    private Multi<ModelEvent> goOn(Prompt question, List<Candidate> order, ReplyProgress progress, Attempts attempts) {
        Prompt now = question.continuedFrom(progress.text());
        Multi<ModelEvent> rest = streamText(question, now, after(order, attempts.lastAsked()), progress, attempts);
        return Multi.createBy()
                .concatenating()
                .streams(
                        Multi.createFrom().item(new ModelEvent.Continuing()),
                        progress.pause().onItem().transformToMulti(unused -> rest));
    }

    /** The first provider that answers; if none does, the failure of the first. */
    private static <T> Uni<T> firstOf(List<Candidate> order, Function<Candidate, Uni<T>> ask) {
        Uni<T> answer = orSkipped(order.getFirst(), ask);
        for (Candidate next : order.subList(1, order.size())) {
            answer = answer.onFailure(FailoverPolicy::isWorthAnotherProvider)
                    .recoverWithUni(first -> orSkipped(next, ask).onFailure().transform(unused -> first));
        }
        return answer;
    }

    private static <T> Uni<T> orSkipped(Candidate asked, Function<Candidate, Uni<T>> ask) {
        return ask.apply(asked).onFailure(CircuitBreakerOpenException.class).transform(open -> asked.guard()
                .skipped());
    }

    private Uni<Multi<ModelEvent>> inAnyRole(Candidate asked, Prompt question, Prompt now, Attempts attempts) {
        Uni<Multi<ModelEvent>> answer = streamedOrNot(asked, now, attempts);
        return now.alreadySaid().isEmpty()
                ? answer
                : answer.onFailure(FailoverPolicy::isRejected)
                        .recoverWithUni(() -> streamedOrNot(asked, question.quotedFrom(now.alreadySaid()), attempts));
    }

    private Uni<Multi<ModelEvent>> streamedOrNot(Candidate asked, Prompt now, Attempts attempts) {
        ProviderGuard guard = asked.guard();
        return guard.call(() -> attempts.stream(asked.provider(), now), STREAM)
                .onFailure(guard::mayAnswerUnstreamed)
                .recoverWithUni(() -> guard.unstreamed(attempts.unstreamed(asked.provider(), now)));
    }

    /** The other providers first: the one that has just broken off is likely to do so again. */
    private static List<Candidate> after(List<Candidate> order, Provider failed) {
        List<Candidate> next = new ArrayList<>(order);
        while (next.getLast().provider() != failed) {
            Collections.rotate(next, -1);
        }
        return next;
    }

    @Override
    public Uni<Answer> answer(Prompt prompt, ReplyCalls reply) {
        return Uni.createFrom().deferred(() -> {
            Thoughts thoughts = new Thoughts();
            Attempts attempts = new Attempts(calls, reply, PreparedCall.NONE, thoughts);
            return firstOf(order(prompt), asked -> asked.guard()
                            .call(() -> attempts.answer(asked.provider(), prompt), ANSWER))
                    .map(answer -> answer.after(thoughts.ofLastCall()))
                    .emitOn(new CallersLoop())
                    .onCancellation()
                    .invoke(attempts::cancel);
        });
    }
}
