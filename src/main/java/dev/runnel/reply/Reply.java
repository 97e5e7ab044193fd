package dev.runnel.reply;

import dev.runnel.FailureException;
import dev.runnel.FinishReason;
import dev.runnel.ReplyEvent;
import dev.runnel.ledger.ReplyLog;
import dev.runnel.ledger.Takeover;
import dev.runnel.model.ModelEvent;
import dev.runnel.model.Prompt;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import java.util.function.Function;

/**
 * One reply while it runs. It runs whether anybody follows it or not: viewers read its log.
 *
 * <pre>
 *           ┌─ steered ─┐
 *           ▼           │
 * asked ─► streaming ───┴─► settling (suggestions, the session) ─► ended (the terminal event is in the log)
 *   └──────────┼───────► stopped, at a cap, orphaned, failed ─► settling
 *              ├───────► handed over (another pod goes on)
 *              └───────► forgotten (the user erased it)
 * </pre>
 */
final class Reply implements LocalReply {

    private final ReplyLog log;
    private final Conversation conversation;
    private final ReplyDeadlines deadlines;
    private final ReplyVoice voice;
    private final Steering steering;
    private final ReplyEnd end;

    /**
     * @param model asks the model once more, with what the user said in between
     * @param onEnd releases what was reserved for the reply
     */
    Reply(
            OpenReply reply,
            ReplyConfig config,
            ReplyDeadlines deadlines,
            ReplyQueue queue,
            Function<Prompt, Multi<ModelEvent>> model,
            Runnable onEnd) {
        this.log = reply.log();
        this.deadlines = deadlines;
        this.conversation = reply.conversation();
        Corrections corrections = new Corrections();
        this.end = new ReplyEnd(reply, queue, corrections, onEnd);
        this.voice = new ReplyVoice(reply, config, deadlines, end, corrections, model, this::said, this::full);
        this.steering = new Steering(
                reply.header(),
                log,
                queue,
                corrections,
                voice::takeIn,
                voice::append,
                () -> stop(FinishReason.STOPPED));
    }

    /**
     * Tells viewers that the reply has begun, and subscribes to the model.
     *
     * @param said the text of an earlier reply, with which this one begins; may be empty
     */
    void run(String said, Multi<ModelEvent> answer) {
        voice.progress(ReplyEvent.Stage.PROCESSING);
        begin(said);
        // A context that is already known is sent before the model's first event, which may come on another thread.
        conversation.understand(voice::append);
        voice.listen(answer);
    }

    /**
     * Continues a reply that another pod has begun.
     *
     * @param unlogged the text of an earlier reply, with which this one begins, if none of it was logged; may be empty
     * @param announce whether to tell viewers. Not if one of them has already seen events under the next numbers, which
     *     were lost with the other pod: the viewer would skip as much of the text as is written here under those
     *     numbers
     */
    void goOn(Takeover taken, String unlogged, boolean announce, Multi<ModelEvent> answer) {
        voice.begin(taken);
        if (announce) {
            voice.progress(ReplyEvent.Stage.RESUMED);
        }
        begin(unlogged);
        voice.listen(answer);
        lineChanged();
    }

    private void begin(String said) {
        if (!said.isEmpty()) {
            voice.begin(said);
            voice.append(new ReplyEvent.Chunk(said));
        }
    }

    @Override
    public void lineChanged() {
        if (!end.hasBegun()) {
            steering.look();
        }
    }

    private void said(String token) {
        steering.said(token);
    }

    private void full() {
        stop(FinishReason.LIMIT);
    }

    @Override
    public void handOver() {
        if (end.endHere("handed_over", voice::cancel)) {
            log.abandon();
        }
    }

    @Override
    public Uni<Void> forget() {
        end.forget(voice::cancel);
        return end.writesDone();
    }

    @Override
    public void fail(Throwable thrown) {
        settle(new Outcome.Broken(FailureException.of(thrown)));
    }

    @Override
    public void stop(FinishReason reason) {
        if (settle(new Outcome.Ended(voice.asked(), reason))) {
            voice.cancel();
        }
    }

    private boolean settle(Outcome outcome) {
        boolean isMine = end.begin();
        if (isMine) {
            end.settle(outcome, voice::chunks);
        }
        return isMine;
    }

    @Override
    public void viewed() {
        deadlines.viewed();
    }

    @Override
    public void tick(long now) {
        switch (deadlines.check(now, log::viewers)) {
            case NONE -> {}
            case HEARTBEAT -> voice.progress(ReplyEvent.Stage.WAITING);
            case ORPHANED -> stop(FinishReason.STOPPED);
            case OVERDUE -> stop(FinishReason.LIMIT);
        }
    }
}
