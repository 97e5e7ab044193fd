package dev.runnel.model;

import dev.langchain4j.model.chat.response.ChatResponse;
import dev.runnel.Failure;
import dev.runnel.FailureCode;
import dev.runnel.FailureException;
import dev.runnel.provider.Provider;
import dev.runnel.provider.ProviderCall;
import dev.runnel.provider.Reservation;
import dev.runnel.provider.SignsOfLife;
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
 * opening ─first token─► speaking ─finish reason─► finished
 *    │ silent, refused,     │ cut, stalled, garbled,
 *    │ unreachable          │ took too long
 *    └────────► failed ◄────┘
 * </pre>
 *
 * Whichever way it ends, also when nobody wants it any more, the provider's connection is closed or free for reuse.
 */
final class Attempt {

    /**
     * Somebody listens from the first token on; but when that comes on another loop than the call was made on, only when
     * the other has let go of the call, and until then a fast provider may send some 64 KiB in each of 16 reads.
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
        this.call = new ProviderCall(timing.headers(), connection, new Signs());
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
     * @return the provider's stream, at its first token; it begins with that token and is to be listened to at once
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
        limits.word();
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
        events.onNext(Answer.finished(provider, response, owner.billed()));
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

    /** Nobody wants it any more. A waiting guard is told, for it would wait for ever. */
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
                call.endPatience(failure);
            } else {
                failure.run();
            }
        });
    }

    /** Viewers are told when the model begins to think, not of each thought. */
    private synchronized void onThinking() {
        if (!thinking && !ended) {
            thinking = true;
            owner.thinking();
        }
    }

    private final class Signs implements SignsOfLife {

        @Override
        public void alive() {
            limits.sign();
        }

        @Override
        public void thinking() {
            limits.thought();
            onThinking();
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
