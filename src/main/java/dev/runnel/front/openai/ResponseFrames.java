package dev.runnel.front.openai;

import dev.runnel.Failure;
import dev.runnel.FailureCode;
import dev.runnel.ReplyEvent;
import dev.runnel.SequencedEvent;
import dev.runnel.ToolCall;
import io.smallrye.mutiny.Multi;
import java.util.List;

/**
 * The frames of one viewer, from the events of a whole reply:
 *
 * <pre>
 * created in_progress [message] function_call* (completed | incomplete | error failed) [DONE]
 *
 * message        output_item.added content_part.added output_text.delta+ output_text.done content_part.done output_item.done
 * function_call  output_item.added arguments.delta arguments.done output_item.done
 * </pre>
 *
 * <p>Numbers come from text, calls and the end alone, and so from the log alone: all viewers, on all pods, get the same. A
 * message that is cut stays open.
 */
final class ResponseFrames {

    private static final String NONE = "";

    private final ResponseEvents events;
    private final ResponseState state = new ResponseState();
    private boolean begun;
    private boolean inText;
    private boolean ended;

    private ResponseFrames(ResponseEvents events) {
        this.events = events;
    }

    /**
     * One write or none for each event.
     *
     * @param log from the reply's first event on, wherever the viewer is: its place is known only then
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
        state.add(event);
        return before
                + switch (event) {
                    case ReplyEvent.Progress progress -> first ? NONE : comment(progress.stage());
                    case ReplyEvent.ContextChanged changed -> NONE;
                    case ReplyEvent.Chunk chunk -> beginText() + events.delta(chunk.content());
                    case ReplyEvent.ToolCalls called -> calls(called.calls());
                    case ReplyEvent.Complete complete -> end();
                    case ReplyEvent.Failed failed -> end(failed.failure());
                };
    }

    /** A clean end would look like a whole answer to some: this process shuts down, and another one has the rest. */
    private List<String> last() {
        return ended ? List.of() : List.of(events.unnumberedError(Failure.of(FailureCode.SHUTTING_DOWN)));
    }

    private String begin() {
        if (begun) {
            return NONE;
        }
        begun = true;
        return events.ofResponse("response.created", state) + events.ofResponse("response.in_progress", state);
    }

    /** Clients skip comments; it keeps the connection open, and tells whoever watches what happens. */
    private static String comment(ReplyEvent.Stage stage) {
        return ": " + stage.wireName() + "\n\n";
    }

    private String beginText() {
        if (inText) {
            return NONE;
        }
        inText = true;
        return events.messageAdded();
    }

    private String endText() {
        if (!inText) {
            return NONE;
        }
        inText = false;
        return events.messageDone(state.text(), state.textStatus());
    }

    private String calls(List<ToolCall> calls) {
        int messages = inText ? 1 : 0;
        StringBuilder frames = new StringBuilder(endText());
        for (int i = 0; i < calls.size(); i++) {
            frames.append(events.call(i, messages + i, calls.get(i)));
        }
        return frames.toString();
    }

    /** Neither the specification nor the official clients know an event for a response that was cancelled. */
    private String end() {
        ended = true;
        boolean whole = state.status() == ResponseState.Status.COMPLETED;
        return endText()
                + events.ofResponse(whole ? "response.completed" : "response.incomplete", state)
                + ResponseEvents.DONE;
    }

    /** The official clients throw at the first of both; others wait for the second. */
    private String end(Failure failure) {
        ended = true;
        return events.error(failure) + events.ofResponse("response.failed", state) + ResponseEvents.DONE;
    }
}
