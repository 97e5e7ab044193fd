package dev.runnel.model;

import dev.langchain4j.service.TokenStream;
import dev.runnel.provider.Provider;
import dev.runnel.provider.Reservation;
import io.opentelemetry.api.trace.Span;
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
 * continuation(              after the first token: go on from the text so far, a bounded number of times
 *   next provider(           each in turn, until one has a first token
 *     another role(          a provider that rejects the begun answer gets it as the user's words
 *       not streamed(        the same provider's call without streaming
 *         retry(             the same provider, after a backoff
 *           breaker(         not at all while its circuit is open
 *             attempt )))))) with its limits on the first token, on silence and in total
 * </pre>
 *
 * <pre>
 *             ┌─ retry, not streamed, next provider ─┐
 *             ▼                                      │ failed before the first token
 * asked ─► opening ─first token─► speaking ─finish reason─► finished
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
    /** A viewer of this stream asks for all there is; the buffer fills only while another thread takes over. */
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
     * Once before there is anybody to answer: what a call needs is loaded then. A first question would load it on its
     * event loop while Redis answers, be late for the answer, and take Redis for away.
     */
    void warmUp(@Observes StartupEvent started) {
        prepare("").release();
    }

    /** For the first provider alone: another one is asked only when that has failed. */
    @Override
    public PreparedCall prepare(String message) {
        ProviderGuard first = guards.inOrder().getFirst();
        TokenStream tokens = calls.assistant().reply(message);
        // Last: had anything failed after it, nobody would release it.
        boolean likely = first.circuit() == CircuitBreakerState.CLOSED;
        Reservation connection = likely ? first.provider().reserve() : Reservation.NONE;
        return new PreparedCall(first.provider(), connection, message, tokens);
    }

    @Override
    public Multi<ModelEvent> stream(Prompt prompt, Span reply, PreparedCall prepared) {
        return Multi.createFrom()
                .emitter(
                        viewer -> {
                            Attempts attempts = new Attempts(calls, reply, prepared, viewer::emit);
                            Transcript transcript = new Transcript(prompt.alreadySaid(), config);
                            viewer.onTermination(() -> {
                                attempts.cancel();
                                prepared.release();
                            });
                            speak(prompt, prompt.begun(), guards.inOrder(), transcript, attempts)
                                    .subscribe()
                                    .with(viewer::emit, thrown -> failUnlessGone(viewer, thrown), viewer::complete);
                        },
                        BUFFER);
    }

    private static void failUnlessGone(MultiEmitter<? super ModelEvent> viewer, Throwable thrown) {
        if (!viewer.isCancelled()) {
            viewer.fail(thrown);
        }
    }

    /** The answer, and what follows when it breaks off. When it cannot even be taken up again, that is the end. */
    private Multi<ModelEvent> speak(
            Prompt question, Prompt now, List<ProviderGuard> order, Transcript transcript, Attempts attempts) {
        return firstOf(order, guard -> inAnyRole(guard, question, now, attempts))
                .onItem()
                .transformToMulti(events -> events.invoke(transcript::add)
                        .onFailure(transcript::mayContinue)
                        .recoverWithMulti(() -> goOn(question, transcript, attempts)))
                .onFailure()
                .transform(transcript::cause);
    }

    private Multi<ModelEvent> goOn(Prompt question, Transcript transcript, Attempts attempts) {
        Prompt now = question.continuedFrom(transcript.text());
        Multi<ModelEvent> rest = speak(question, now, after(attempts.lastAsked()), transcript, attempts);
        return Multi.createBy()
                .concatenating()
                .streams(
                        Multi.createFrom().item(new ModelEvent.Continuing()),
                        transcript.pause().onItem().transformToMulti(unused -> rest));
    }

    /** The first provider that answers; when none does, what the first one said. */
    private static <T> Uni<T> firstOf(List<ProviderGuard> order, Function<ProviderGuard, Uni<T>> ask) {
        Uni<T> answer = orSkipped(order.getFirst(), ask);
        for (ProviderGuard next : order.subList(1, order.size())) {
            answer = answer.onFailure(FailoverPolicy::isWorthAnotherProvider)
                    .recoverWithUni(first -> orSkipped(next, ask).onFailure().transform(unused -> first));
        }
        return answer;
    }

    private static <T> Uni<T> orSkipped(ProviderGuard guard, Function<ProviderGuard, Uni<T>> ask) {
        return ask.apply(guard).onFailure(CircuitBreakerOpenException.class).transform(open -> guard.skipped());
    }

    private Uni<Multi<ModelEvent>> inAnyRole(ProviderGuard guard, Prompt question, Prompt now, Attempts attempts) {
        Uni<Multi<ModelEvent>> answer = streamedOrNot(guard, now, attempts);
        return now.alreadySaid().isEmpty()
                ? answer
                : answer.onFailure(FailoverPolicy::isRejected)
                        .recoverWithUni(() -> streamedOrNot(guard, question.quotedFrom(now.alreadySaid()), attempts));
    }

    private Uni<Multi<ModelEvent>> streamedOrNot(ProviderGuard guard, Prompt now, Attempts attempts) {
        return guard.call(() -> attempts.stream(guard.provider(), now), STREAM)
                .onFailure(guard::mayAnswerUnstreamed)
                .recoverWithUni(() -> guard.unstreamed(attempts.unstreamed(guard.provider(), now)));
    }

    /** The others first: who has just broken off may well do so again. */
    private List<ProviderGuard> after(Provider failed) {
        List<ProviderGuard> order = new ArrayList<>(guards.inOrder());
        while (order.getLast().provider() != failed) {
            Collections.rotate(order, -1);
        }
        return order;
    }

    @Override
    public Uni<Answer> answer(Prompt prompt, Span reply) {
        return Uni.createFrom().deferred(() -> {
            Attempts attempts = new Attempts(calls, reply, PreparedCall.NONE, unwatched -> {});
            return firstOf(
                            guards.inOrder(),
                            guard -> guard.call(() -> attempts.answer(guard.provider(), prompt), ANSWER))
                    .emitOn(new CallersLoop())
                    .onCancellation()
                    .invoke(attempts::cancel);
        });
    }
}
