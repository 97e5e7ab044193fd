package dev.runnel.front.openai;

import dev.runnel.Failure;
import dev.runnel.FailureCode;
import dev.runnel.ReplyEvent;
import dev.runnel.SequencedEvent;
import dev.runnel.ToolCall;
import io.smallrye.mutiny.Multi;
import java.util.List;

/**
 * Turns a reply's events, from the first one on, into one viewer's frames:
 *
 * <pre>
 * created [queued] [in_progress] [reasoning] [message] function_call* (completed | incomplete | error failed) [DONE]
 *
 * reasoning      output_item.added summary_part.added summary_text.delta+ summary_text.done summary_part.done output_item.done
 * message        output_item.added content_part.added output_text.delta+ output_text.done content_part.done output_item.done
 * function_call  output_item.added arguments.delta arguments.done output_item.done
 * </pre>
 *
 * <p>Only reasoning, text, calls and the end have numbers. These are all in the log, so all viewers on all pods get the
 * same numbers. An item that was cut off is not closed.
 */
final class ResponseFrames {

    private static final String NONE = "";

    private final ResponseEvents events;
    private final ResponseState state = new ResponseState();
    private final ResponseReasoning reasoning;
    private boolean begun;
    private boolean inProgress;
    private boolean inReasoning;
    private boolean inText;
    /** How many items there are. */
    private int items;

    private boolean ended;

    private ResponseFrames(ResponseEvents events) {
        this.events = events;
        this.reasoning = events.reasoning();
    }

    /**
     * The frames of the stream, in at most one text for each event.
     *
     * @param log from the reply's first event on, wherever the viewer is: the numbers are counted from there
     */
    static Multi<String> of(ResponseEvents events, Multi<SequencedEvent> log) {
        ResponseFrames frames = new ResponseFrames(events);
        return log.map(frames::next)
                .select()
                .where(frame -> !frame.isEmpty())
                .onCompletion()
                .continueWith(frames::last);
    }

    private String next(SequencedEvent sequenced) {
        ReplyEvent event = sequenced.event();
        boolean first = !begun;
        String before = begin();
        before += progress(event);
        state.add(event);
        return before
                + switch (event) {
                    case ReplyEvent.Progress progress -> first ? NONE : comment(progress.stage());
                    case ReplyEvent.ContextChanged changed -> NONE;
                    case ReplyEvent.QueueChanged changed -> NONE;
                    case ReplyEvent.Steered steered -> NONE;
                    case ReplyEvent.Reasoning thought -> reasoning(thought.content());
                    case ReplyEvent.Chunk chunk -> endReasoning() + beginText() + events.delta(chunk.content());
                    case ReplyEvent.ToolCalls called -> calls(called.calls());
                    case ReplyEvent.Complete complete -> end();
                    case ReplyEvent.Failed failed -> end(failed.failure());
                };
    }

    /**
     * The log ended without a terminal event, because this process shuts down and another one has the rest. A clean end
     * would look complete to some clients.
     */
    private List<String> last() {
        return ended ? List.of() : List.of(events.unnumberedError(Failure.of(FailureCode.SHUTTING_DOWN)));
    }

    private String begin() {
        if (begun) {
            return NONE;
        }
        begun = true;
        inProgress = !events.isInBackground();
        return events.ofResponse("response.created", state)
                + events.ofResponse(inProgress ? "response.in_progress" : "response.queued", state);
    }

    /** In the background, when the model begins; a response that ended before never was in progress. */
    private String progress(ReplyEvent event) {
        if (inProgress || !ResponseState.isOfModel(event)) {
            return NONE;
        }
        inProgress = true;
        state.begin();
        return events.ofResponse("response.in_progress", state);
    }

    /** A comment, which clients skip. It keeps the connection open, and helps people who debug a stream. */
    private static String comment(ReplyEvent.Stage stage) {
        return ": " + stage.wireName() + "\n\n";
    }

    private String reasoning(String thought) {
        if (!inReasoning && items > 0) {
            return NONE;
        }
        String added = inReasoning ? NONE : reasoning.added();
        items = 1;
        inReasoning = true;
        return added + reasoning.delta(thought);
    }

    private String endReasoning() {
        if (!inReasoning) {
            return NONE;
        }
        inReasoning = false;
        return reasoning.done(state.reasoning());
    }

    private String beginText() {
        if (inText) {
            return NONE;
        }
        inText = true;
        return events.messageAdded(items++);
    }

    private String endText() {
        if (!inText) {
            return NONE;
        }
        inText = false;
        return events.messageDone(state.text(), state.textStatus());
    }

    private String calls(List<ToolCall> calls) {
        StringBuilder frames = new StringBuilder(endReasoning()).append(endText());
        for (int i = 0; i < calls.size(); i++) {
            frames.append(events.call(i, items++, calls.get(i)));
        }
        return frames.toString();
    }

    /** There is no event for a cancelled response, neither in the specification nor in the official clients. */
    private String end() {
        ended = true;
        boolean whole = state.status() == ResponseState.Status.COMPLETED;
        return endReasoning()
                + endText()
                + events.ofResponse(whole ? "response.completed" : "response.incomplete", state)
                + ResponseEvents.DONE;
    }

    /** Two events: the official clients throw an exception for the first one, and others wait for the second. */
    private String end(Failure failure) {
        ended = true;
        return events.error(failure) + events.ofResponse("response.failed", state) + ResponseEvents.DONE;
    }
}
