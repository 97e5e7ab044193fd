package dev.runnel.front.aisdk;

import dev.runnel.Failure;
import dev.runnel.FailureCode;
import dev.runnel.FinishReason;
import dev.runnel.ReplyEvent;
import dev.runnel.ReplyId;
import dev.runnel.SequencedEvent;
import dev.runnel.SessionId;
import io.smallrye.mutiny.Multi;
import java.util.List;
import java.util.Optional;

/**
 * Turns a reply's events, from the first one on, into one viewer's frames. At most one block is open at a time: a text
 * block or a reasoning block. A block's id comes from the event that opened it, so it is the same for every viewer.
 *
 * <pre>
 * start start-step (reasoning | text | data-*)* finish-step finish
 *                                     or message-metadata abort
 *                                     or message-metadata error
 *
 * reasoning  reasoning-start reasoning-delta* reasoning-end
 * text       text-start text-delta* text-end
 * </pre>
 */
final class AiSdkFrames {

    private static final String NONE = "";
    private static final String TEXT = "text";
    private static final String REASONING = "reasoning";

    private final ReplyId reply;
    private boolean begun;
    private boolean ended;
    /** The kind of the open block: {@link #TEXT}, {@link #REASONING} or {@link #NONE}. */
    private String open = NONE;

    private String openId = NONE;

    private AiSdkFrames(ReplyId reply) {
        this.reply = reply;
    }

    /** @param events from the reply's first one on; each becomes any number of frames, joined to one text */
    static Multi<String> of(ReplyId reply, Multi<SequencedEvent> events) {
        AiSdkFrames frames = new AiSdkFrames(reply);
        return events.map(frames::next).onCompletion().continueWith(frames::last);
    }

    private String next(SequencedEvent sequenced) {
        String id = Long.toString(sequenced.seq());
        return switch (sequenced.event()) {
            case ReplyEvent.Progress progress ->
                begin(Optional.ofNullable(progress.session())) + progress(progress.stage(), id);
            case ReplyEvent.QueueChanged changed ->
                begin(Optional.ofNullable(changed.session())) + AiSdkParts.queue(changed);
            case ReplyEvent.Steered steered ->
                begin(Optional.ofNullable(steered.session())) + close() + AiSdkParts.steering(steered);
            case ReplyEvent.ContextChanged changed -> begin(Optional.empty()) + AiSdkParts.context(changed);
            case ReplyEvent.Chunk chunk ->
                begin(Optional.empty()) + open(TEXT, id) + AiSdkParts.delta(TEXT, openId, chunk.content());
            case ReplyEvent.Reasoning thought ->
                begin(Optional.empty()) + open(REASONING, id) + AiSdkParts.delta(REASONING, openId, thought.content());
            // Callers of this front cannot offer tools, so this does not happen.
            case ReplyEvent.ToolCalls called -> NONE;
            case ReplyEvent.Complete complete -> begin(Optional.ofNullable(complete.session())) + end(complete);
            case ReplyEvent.Failed failed -> begin(Optional.empty()) + end(failed.failure());
        };
    }

    /**
     * The log ended without a terminal event, because this process shuts down and the reply can be resumed elsewhere.
     * If the stream just ended here, {@code useChat} would take the reply for complete.
     */
    private List<String> last() {
        return ended ? List.of() : List.of(end(Failure.of(FailureCode.SHUTTING_DOWN)));
    }

    private String begin(Optional<SessionId> session) {
        if (begun) {
            return NONE;
        }
        begun = true;
        return AiSdkParts.start(reply, session) + AiSdkParts.plain("start-step");
    }

    private String progress(ReplyEvent.Stage stage, String id) {
        return switch (stage) {
            case PROCESSING -> NONE;
            // A comment, which clients skip: it only keeps the connection open.
            case WAITING -> ": waiting\n\n";
            case THINKING -> open(REASONING, id);
            case QUEUED, RETRYING, CONTINUING, RESUMED -> AiSdkParts.status(stage);
        };
    }

    private String open(String kind, String id) {
        if (open.equals(kind)) {
            return NONE;
        }
        String before = close();
        open = kind;
        openId = kind + "-" + id;
        return before + AiSdkParts.boundary(kind + "-start", openId);
    }

    private String close() {
        String closed = open.isEmpty() ? NONE : AiSdkParts.boundary(open + "-end", openId);
        open = NONE;
        return closed;
    }

    private String end(ReplyEvent.Complete complete) {
        ended = true;
        String suggested = complete.suggestions().isEmpty() ? NONE : AiSdkParts.suggestions(complete.suggestions());
        String finished = complete.finishReason() == FinishReason.STOPPED
                ? AiSdkParts.outcome(complete) + AiSdkParts.abort(complete.finishReason())
                : AiSdkParts.plain("finish-step") + AiSdkParts.finish(complete);
        return close() + suggested + finished + AiSdkParts.DONE;
    }

    /** Does not close an open text block: its text is not complete. */
    private String end(Failure failure) {
        ended = true;
        return AiSdkParts.reason(failure) + AiSdkParts.error(failure) + AiSdkParts.DONE;
    }
}
