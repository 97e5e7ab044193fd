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
 * created in_progress [message] function_call* (completed | incomplete | error failed) [DONE]
 *
 * message        output_item.added content_part.added output_text.delta+ output_text.done content_part.done output_item.done
 * function_call  output_item.added arguments.delta arguments.done output_item.done
 * </pre>
 *
 * <p>Only text, calls and the end have numbers. These are all in the log, so all viewers on all pods get the same
 * numbers. A message that was cut off is not closed.
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
        state.add(event);
        return before
                + switch (event) {
                    case ReplyEvent.Progress progress -> first ? NONE : comment(progress.stage());
                    case ReplyEvent.ContextChanged changed -> NONE;
                    case ReplyEvent.Reasoning thought -> NONE;
                    case ReplyEvent.Chunk chunk -> beginText() + events.delta(chunk.content());
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
        return events.ofResponse("response.created", state) + events.ofResponse("response.in_progress", state);
    }

    /** A comment, which clients skip. It keeps the connection open, and helps people who debug a stream. */
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

    /** There is no event for a cancelled response, neither in the specification nor in the official clients. */
    private String end() {
        ended = true;
        boolean whole = state.status() == ResponseState.Status.COMPLETED;
        return endText()
                + events.ofResponse(whole ? "response.completed" : "response.incomplete", state)
                + ResponseEvents.DONE;
    }

    /** Two events: the official clients throw an exception for the first one, and others wait for the second. */
    private String end(Failure failure) {
        ended = true;
        return events.error(failure) + events.ofResponse("response.failed", state) + ResponseEvents.DONE;
    }
}
