package dev.runnel.front.agui;

import dev.runnel.Failure;
import dev.runnel.FailureCode;
import dev.runnel.ReplyEvent;
import dev.runnel.ReplyId;
import dev.runnel.SequencedEvent;
import dev.runnel.SessionId;
import dev.runnel.http.ReplyPosition;
import io.smallrye.mutiny.Multi;
import java.util.List;

/**
 * Turns a reply's events into one viewer's frames. A run has one text message, whose id is the reply's. A reasoning
 * ends when the text continues. Its id comes from the event that opened it, so it is the same for every viewer.
 *
 * <pre>
 * RUN_STARTED (other)* [TEXT_MESSAGE_START (TEXT_MESSAGE_CONTENT | other)* TEXT_MESSAGE_END] [CUSTOM] RUN_FINISHED
 *                                                                                 or, anywhere, RUN_ERROR
 * other      reasoning | STATE_DELTA | CUSTOM
 * reasoning  REASONING_START [REASONING_MESSAGE_START REASONING_MESSAGE_CONTENT+ REASONING_MESSAGE_END] REASONING_END
 * </pre>
 *
 * <p>An event of the log becomes one or more frames. Only the last of these has an {@code id}: a client that comes back
 * with it has got all of them.
 */
final class AgUiFrames {

    private static final String NONE = "";
    private static final String FRAME_END = "\n\n";
    private static final String TEXT = "TEXT_MESSAGE";
    private static final String REASONING = "REASONING_MESSAGE";

    private final ReplyId reply;
    private final SessionId session;
    private final String run;
    private boolean begun;
    private boolean inText;
    private boolean ended;
    /** The id of the reasoning that is open; {@link #NONE} if none is. */
    private String reasoning = NONE;

    private boolean inThought;

    /** @param run the id that the client gave to this run */
    AgUiFrames(ReplyId reply, SessionId session, String run) {
        this.reply = reply;
        this.session = session;
        this.run = run;
    }

    /**
     * The frames of all events with a {@code seq} above {@code after}.
     *
     * @param events from the reply's first one on, wherever the viewer is: the earlier ones tell what is open
     * @param after -1 for all events
     */
    Multi<String> of(Multi<SequencedEvent> events, long after) {
        return events.map(event -> next(event, after))
                .select()
                .where(frames -> !frames.isEmpty())
                .onCompletion()
                .continueWith(this::last);
    }

    private String next(SequencedEvent event, long after) {
        String frames = frames(event);
        return frames.isEmpty() || event.seq() <= after ? NONE : named(frames, event.seq());
    }

    /**
     * Here the id stands before the data, unlike in this service's own events: a client of this language (TanStack AI) takes
     * it for the id of the data that follows, and keeps none without.
     */
    private String named(String frames, long seq) {
        int last = frames.lastIndexOf(FRAME_END, frames.length() - FRAME_END.length() - 1);
        int place = last < 0 ? 0 : last + FRAME_END.length();
        return frames.substring(0, place) + ReplyPosition.field(reply, seq) + frames.substring(place);
    }

    /**
     * The log ended without a terminal event, because this process shuts down and another one has the rest. If the
     * stream just ended here, {@code HttpAgent} would take the run for finished. This frame has no id, because no log
     * has it.
     */
    private List<String> last() {
        return ended ? List.of() : List.of(AgUiEvents.error(Failure.of(FailureCode.SHUTTING_DOWN)));
    }

    private String frames(SequencedEvent sequenced) {
        return begin()
                + switch (sequenced.event()) {
                    case ReplyEvent.Progress progress -> progress(progress.stage(), sequenced.seq());
                    case ReplyEvent.QueueChanged changed -> AgUiEvents.status(ReplyEvent.Stage.QUEUED);
                    case ReplyEvent.Steered steered -> endReasoning() + AgUiEvents.steering(steered);
                    case ReplyEvent.ContextChanged changed -> AgUiEvents.context(changed);
                    case ReplyEvent.Chunk chunk ->
                        endReasoning() + beginText() + AgUiEvents.content(TEXT, reply.value(), chunk.content());
                    case ReplyEvent.Reasoning thought ->
                        beginReasoning("reasoning-" + sequenced.seq())
                                + beginThought()
                                + AgUiEvents.content(REASONING, reasoning, thought.content());
                    case ReplyEvent.ToolCalls called -> NONE;
                    case ReplyEvent.Complete complete -> end(complete);
                    case ReplyEvent.Failed failed -> end(failed.failure());
                };
    }

    private String begin() {
        if (begun) {
            return NONE;
        }
        begun = true;
        return AgUiEvents.runStarted(session, run);
    }

    private String progress(ReplyEvent.Stage stage, long seq) {
        return switch (stage) {
            case PROCESSING -> NONE;
            // A comment, which clients skip: it only keeps the connection open.
            case WAITING -> ": waiting\n\n";
            case THINKING -> beginReasoning("reasoning-" + seq);
            case QUEUED, RETRYING, CONTINUING, RESUMED -> AgUiEvents.status(stage);
        };
    }

    private String beginReasoning(String id) {
        if (!reasoning.isEmpty()) {
            return NONE;
        }
        reasoning = id;
        return AgUiEvents.boundary("REASONING_START", reasoning);
    }

    private String beginThought() {
        if (inThought) {
            return NONE;
        }
        inThought = true;
        return AgUiEvents.messageStart(REASONING, reasoning, "reasoning");
    }

    private String endReasoning() {
        String message = inThought ? AgUiEvents.boundary(REASONING + "_END", reasoning) : NONE;
        String frames = reasoning.isEmpty() ? NONE : message + AgUiEvents.boundary("REASONING_END", reasoning);
        reasoning = NONE;
        inThought = false;
        return frames;
    }

    private String beginText() {
        if (inText) {
            return NONE;
        }
        inText = true;
        return AgUiEvents.messageStart(TEXT, reply.value(), "assistant");
    }

    private String end(ReplyEvent.Complete complete) {
        ended = true;
        String text = inText ? AgUiEvents.boundary(TEXT + "_END", reply.value()) : NONE;
        String suggested = complete.suggestions().isEmpty() ? NONE : AgUiEvents.suggestions(complete.suggestions());
        return endReasoning() + text + suggested + AgUiEvents.runFinished(session, run, complete);
    }

    /** Does not end an open message: its text is not complete. */
    private String end(Failure failure) {
        ended = true;
        return AgUiEvents.error(failure);
    }
}
