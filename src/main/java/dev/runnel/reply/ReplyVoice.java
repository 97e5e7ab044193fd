package dev.runnel.reply;

import dev.runnel.Failure;
import dev.runnel.FailureCode;
import dev.runnel.FailureException;
import dev.runnel.ReplyEvent;
import dev.runnel.ledger.ReplyLine;
import dev.runnel.ledger.ReplyLog;
import dev.runnel.ledger.Takeover;
import dev.runnel.model.ModelEvent;
import dev.runnel.model.Prompt;
import io.smallrye.mutiny.Multi;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;

/** Writes what the model says of one reply. The model may be asked anew meanwhile; what then still comes is dropped. */
final class ReplyVoice {

    private final OpenReply reply;
    private final ReplyLog log;
    private final ReplyDeadlines deadlines;
    private final ReplyTiming timing;
    private final ReplyEnd end;
    private final Corrections corrections;
    private final Function<Prompt, Multi<ModelEvent>> model;
    private final Consumer<String> onText;
    private final Runnable onFull;
    private final ReplyLength length;
    private final ShownReasoning reasoning;

    private volatile ModelEvent.Asked asked = new ModelEvent.Asked("", "");
    private boolean isAsked;
    /** The answer that counts. Changed under the lock. */
    private volatile AnswerSubscription call = new AnswerSubscription();

    /**
     * @param model asks the model once more
     * @param onText called after each piece of text
     * @param onFull called when the text has reached a limit
     */
    ReplyVoice(
            OpenReply reply,
            ReplyConfig config,
            ReplyDeadlines deadlines,
            ReplyEnd end,
            Corrections corrections,
            Function<Prompt, Multi<ModelEvent>> model,
            Consumer<String> onText,
            Runnable onFull) {
        this.reply = reply;
        this.log = reply.log();
        this.deadlines = deadlines;
        this.timing = reply.timing();
        this.end = end;
        this.corrections = corrections;
        this.model = model;
        this.onText = onText;
        this.onFull = onFull;
        this.length = new ReplyLength(config);
        this.reasoning = new ShownReasoning(config);
    }

    /** With the text of an earlier reply. What the model thinks from now on is of how to go on. */
    synchronized void begin(String said) {
        length.begin(said);
        reasoning.end();
    }

    /** With what another pod has written. */
    synchronized void begin(Takeover taken) {
        length.begin(taken.text());
        corrections.begin(taken.corrections());
        if (taken.hasReasoning() || !taken.text().isEmpty()) {
            reasoning.end();
        }
    }

    ModelEvent.Asked asked() {
        return asked;
    }

    int chunks() {
        return length.chunks();
    }

    void cancel() {
        call.cancel();
    }

    void listen(Multi<ModelEvent> answer) {
        listen(call, answer);
    }

    private void listen(AnswerSubscription mine, Multi<ModelEvent> answer) {
        mine.start(
                answer,
                event -> onEvent(mine, event),
                thrown -> settle(mine, new Outcome.Broken(FailureException.of(thrown))),
                () -> settle(mine, new Outcome.Broken(Failure.of(FailureCode.PROVIDER_CUT))));
        if (end.hasBegun()) {
            mine.cancel();
        }
    }

    /** Goes on with what the user has said in between. Nothing that the model said before is lost, or said again. */
    void takeIn(List<ReplyLine.Place> said) {
        AnswerSubscription before;
        AnswerSubscription after = new AnswerSubscription();
        Prompt prompt;
        synchronized (this) {
            List<ReplyLine.Place> fresh = corrections.fresh(said);
            if (end.hasBegun() || fresh.isEmpty()) {
                return;
            }
            String text = log.text();
            for (ReplyLine.Place place : fresh) {
                corrections.add(place, text.length());
                log.append(reply.taking(place));
                timing.steered();
            }
            if (!text.isEmpty()) {
                reasoning.end();
            }
            isAsked = false;
            before = call;
            call = after;
            prompt = reply.conversation().prompt(text).corrected(corrections.all());
        }
        before.cancel();
        deadlines.touch();
        listen(after, model.apply(prompt));
    }

    private void onEvent(AnswerSubscription mine, ModelEvent event) {
        if (mine != call) {
            return;
        }
        switch (event) {
            case ModelEvent.Asked provider -> onAsked(provider);
            case ModelEvent.Thinking unused -> progress(ReplyEvent.Stage.THINKING);
            case ModelEvent.Reasoning thought -> onReasoning(thought.text());
            case ModelEvent.Continuing unused -> onContinuing();
            case ModelEvent.Token token -> onToken(mine, token.text());
            case ModelEvent.Finished finished -> settle(mine, new Outcome.Completed(finished));
        }
    }

    private void onAsked(ModelEvent.Asked provider) {
        String before;
        boolean silent;
        synchronized (this) {
            before = isAsked ? asked.provider() : "";
            isAsked = true;
            silent = length.isZero();
            asked = provider;
            reasoning.asked();
        }
        timing.asked(before, provider.provider());
        if (!before.isEmpty() && silent) {
            progress(ReplyEvent.Stage.RETRYING);
        }
    }

    private void onContinuing() {
        synchronized (this) {
            reasoning.end();
        }
        timing.continued();
        progress(ReplyEvent.Stage.CONTINUING);
    }

    private void onReasoning(String thought) {
        String shown;
        synchronized (this) {
            shown = end.hasBegun() ? "" : reasoning.next(thought);
        }
        if (!shown.isEmpty()) {
            append(new ReplyEvent.Reasoning(shown));
        }
    }

    private void onToken(AnswerSubscription mine, String token) {
        long received = System.nanoTime();
        boolean first;
        boolean full;
        boolean added;
        // Written under the lock: what the user says in between has its place in the text.
        synchronized (this) {
            if (mine != call || end.hasBegun()) {
                return;
            }
            full = length.add(token);
            first = length.chunks() == 1;
            added = log.append(new ReplyEvent.Chunk(token));
        }
        wasAdded(added);
        if (first) {
            timing.firstChunk(received);
        }
        if (full) {
            onFull.run();
        } else {
            onText.accept(token);
        }
    }

    void progress(ReplyEvent.Stage stage) {
        append(reply.at(stage));
    }

    void append(ReplyEvent event) {
        wasAdded(log.append(event));
    }

    private void wasAdded(boolean added) {
        if (added) {
            deadlines.touch();
        } else {
            // It was erased before this process was known to write it.
            end.forget(this::cancel);
        }
    }

    /** Begun under the lock: an answer that is over is not gone on with, and one that was gone on with is not over. */
    private void settle(AnswerSubscription mine, Outcome outcome) {
        synchronized (this) {
            if (mine != call || !end.begin()) {
                return;
            }
        }
        end.settle(outcome, this::chunks);
    }
}
