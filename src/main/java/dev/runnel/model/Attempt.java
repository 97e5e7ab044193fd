package dev.runnel.model;

import dev.langchain4j.model.chat.response.ChatResponse;
import dev.runnel.Failure;
import dev.runnel.FailureCode;
import dev.runnel.FailureException;
import dev.runnel.provider.ActivityListener;
import dev.runnel.provider.Provider;
import dev.runnel.provider.ProviderCall;
import dev.runnel.provider.Reservation;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.operators.multi.processors.UnicastProcessor;
import io.smallrye.mutiny.subscription.UniEmitter;
import java.util.concurrent.CancellationException;
import java.util.concurrent.LinkedBlockingQueue;

/**
 * One call to one provider.
 *
 * <pre>
 * waiting ─first token─► streaming ─finish reason─► finished
 *    │ silent, refused,     │ cut, stalled, malformed,
 *    │ unreachable          │ over the total limit
 *    └────────► failed ◄────┘
 * </pre>
 *
 * However it ends, also by cancellation, the provider's connection is closed or free for reuse.
 */
final class Attempt {

    /**
     * The events are normally consumed from the first token on. If the first token arrives on another event loop than
     * the caller's, they wait until that loop has returned. Until then a fast provider may deliver about 64 KiB in each
     * of 16 reads.
     */
    private static final int BUFFER = 16_384;

    private final Provider provider;
    private final Attempts owner;
    private final ContinuationJoiner joiner;
    private final AttemptLimits limits;
    private final CallTiming timing;
    private final ProviderCall call;
    private final UnicastProcessor<ModelEvent> events =
            UnicastProcessor.create(new LinkedBlockingQueue<>(BUFFER), () -> {});
    private UniEmitter<? super Multi<ModelEvent>> opening;
    private boolean opened;
    private boolean ended;
    private boolean thinking;

    Attempt(
            Provider provider,
            Reservation connection,
            Attempts owner,
            ContinuationJoiner joiner,
            AttemptLimits limits,
            CallTiming timing) {
        this.provider = provider;
        this.owner = owner;
        this.joiner = joiner;
        this.limits = limits;
        this.timing = timing;
        this.call = new ProviderCall(timing.headers(), connection, new Activity());
    }

    Provider provider() {
        return provider;
    }

    ProviderCall call() {
        return call;
    }

    /**
     * Makes the call.
     *
     * @return the provider's stream once its first token is there; the stream begins with that token, and must be
     *     subscribed to at once
     */
    Uni<Multi<ModelEvent>> open(Runnable start) {
        return Uni.createFrom().emitter(emitter -> {
            if (isWanted(emitter)) {
                begin(start);
            }
        });
    }

    private void begin(Runnable start) {
        try {
            start.run();
        } catch (RuntimeException unforeseen) {
            fail(unforeseen);
        }
    }

    private synchronized boolean isWanted(UniEmitter<? super Multi<ModelEvent>> emitter) {
        opening = emitter;
        if (ended) {
            opening.fail(new CancellationException());
        }
        return !ended;
    }

    synchronized void onToken(String token) {
        if (ended) {
            return;
        }
        limits.onText();
        thinking = false;
        timing.chunk();
        String text = joiner.join(token);
        if (!text.isEmpty()) {
            events.onNext(new ModelEvent.Token(text));
        }
        markOpened();
    }

    synchronized void onResponse(ChatResponse response) {
        if (ended) {
            return;
        }
        if (!joiner.isPlausibleEnd()) {
            fail(Failure.of(FailureCode.PROVIDER_CUT).asException());
            return;
        }
        end();
        timing.ended(response, call.billed());
        String rest = joiner.finish();
        if (!rest.isEmpty()) {
            events.onNext(new ModelEvent.Token(rest));
        }
        events.onNext(Answer.finished(provider, response, owner.billed(), call.toolCalls()));
        events.onComplete();
        markOpened();
    }

    synchronized void fail(Throwable thrown) {
        if (ended) {
            return;
        }
        end();
        FailureException failure = owner.failed(this, thrown);
        timing.failed(failure.failure().code(), call.billed());
        if (opened) {
            events.onError(failure);
        } else {
            opening.fail(failure);
        }
    }

    /** Cancels the call. A guard that waits for the first token is told; otherwise it would wait forever. */
    synchronized void cancel() {
        if (ended) {
            return;
        }
        end();
        timing.cancelled(call.billed());
        if (!opened && opening != null) {
            opening.fail(new CancellationException());
        }
    }

    void check(long now) {
        limits.check(now).ifPresent(broken -> {
            Runnable failure = () -> fail(broken.asException());
            if (broken.isSilence()) {
                call.finishOnSilence(failure);
            } else {
                failure.run();
            }
        });
    }

    private synchronized void think(String thought) {
        if (ended) {
            return;
        }
        if (!thinking) {
            thinking = true;
            report(new ModelEvent.Thinking());
        }
        if (!thought.isEmpty()) {
            report(new ModelEvent.Reasoning(thought));
        }
    }

    /** Nobody listens to the events before the first token, for which the guards wait. */
    private void report(ModelEvent event) {
        if (opened) {
            events.onNext(event);
        } else {
            owner.report(event);
        }
    }

    private final class Activity implements ActivityListener {

        @Override
        public void onActivity() {
            limits.onActivity();
        }

        @Override
        public void onThinking(String thought) {
            limits.onThinking();
            think(thought);
        }

        @Override
        public void onCalling() {
            limits.onText();
        }
    }

    private void markOpened() {
        if (!opened) {
            opened = true;
            opening.complete(events);
        }
    }

    private void end() {
        ended = true;
        call.cancel();
        owner.ended(this);
    }
}
