package dev.runnel.front.openai;

import dev.runnel.Failure;
import dev.runnel.FailureCode;
import dev.runnel.ReplyEvent;
import dev.runnel.SequencedEvent;
import dev.runnel.http.FailureStatus;
import io.smallrye.mutiny.Multi;
import java.util.List;

/**
 * Turns a reply's events, from the first one on, into one viewer's frames:
 *
 * <pre>
 * role (reasoning | text | tool_calls | comment)* finish_reason usage? [DONE]
 *                                  or error
 * </pre>
 *
 * <p>The official clients throw an exception for an {@code error}. A stream that just ends is complete for them, with
 * or without a {@code [DONE]}.
 */
final class ChatFrames {

    private static final String NONE = "";

    private final ChatChunks chunks;
    private boolean begun;
    private boolean ended;

    private ChatFrames(ChatChunks chunks) {
        this.chunks = chunks;
    }

    /** @param events from the reply's first one on; each becomes one text at most, with all of its frames */
    static Multi<String> of(ChatChunks chunks, Multi<SequencedEvent> events) {
        ChatFrames frames = new ChatFrames(chunks);
        return events.map(frames::next)
                .select()
                .where(frame -> !frame.isEmpty())
                .onCompletion()
                .continueWith(frames::last);
    }

    private String next(SequencedEvent sequenced) {
        return switch (sequenced.event()) {
            case ReplyEvent.Progress progress -> begun ? comment(progress.stage()) : begin();
            case ReplyEvent.ContextChanged changed -> NONE;
            case ReplyEvent.QueueChanged changed -> NONE;
            case ReplyEvent.Steered steered -> NONE;
            case ReplyEvent.Chunk chunk -> begin() + chunks.text(chunk.content());
            case ReplyEvent.Reasoning thought -> begin() + chunks.reasoning(thought.content());
            case ReplyEvent.ToolCalls called -> begin() + chunks.toolCalls(called.calls());
            case ReplyEvent.Complete complete -> begin() + end(complete);
            case ReplyEvent.Failed failed -> end(failed.failure());
        };
    }

    /** The log ended without a terminal event, because this process shuts down. A clean end would look complete. */
    private List<String> last() {
        return ended ? List.of() : List.of(end(Failure.of(FailureCode.SHUTTING_DOWN)));
    }

    private String begin() {
        if (begun) {
            return NONE;
        }
        begun = true;
        return chunks.first();
    }

    /** A comment, which clients skip. It keeps the connection open, and helps people who debug a stream. */
    private static String comment(ReplyEvent.Stage stage) {
        return ": " + stage.wireName() + "\n\n";
    }

    private String end(ReplyEvent.Complete complete) {
        ended = true;
        return chunks.end(
                complete.provider(),
                complete.model(),
                ChatJson.finishReason(complete.finishReason()),
                complete.usage());
    }

    private String end(Failure failure) {
        ended = true;
        return "data: " + ChatJson.error(failure, FailureStatus.of(failure.code())) + "\n\n";
    }
}
