package dev.runnel;

import java.util.List;
import java.util.Map;

/**
 * What is sent to a reply's viewers. A reply is a sequence of these with exactly one {@link Terminal}, which is last:
 *
 * <pre>
 * Progress(processing) ─► (Progress | ContextChanged | Reasoning | Chunk)* ─► ToolCalls? ─► Complete | Failed
 * </pre>
 *
 * A reply that has to wait begins with {@code Progress(queued)}. A {@link QueueChanged} or a {@link Steered} may come
 * wherever a {@code Progress} may.
 */
public sealed interface ReplyEvent {

    /** Ends the reply; nothing follows it. */
    sealed interface Terminal extends ReplyEvent {}

    /** What the service is doing while no text arrives. */
    enum Stage {
        PROCESSING("processing"),
        /** It waits until the replies before it have ended. */
        QUEUED("queued"),
        /** Nothing new; keeps proxies from closing an idle connection. */
        WAITING("waiting"),
        /** The model reasons before it continues its text. */
        THINKING("thinking"),
        RETRYING("retrying"),
        /** The text continues, perhaps from another provider. */
        CONTINUING("continuing"),
        /** The text continues, on another pod. */
        RESUMED("resumed");

        private final String wireName;

        Stage(String wireName) {
            this.wireName = wireName;
        }

        /** The name in the {@code status} event. */
        public String wireName() {
            return wireName;
        }
    }

    /** The {@code status} event; the first event of a reply is one. */
    record Progress(Stage stage, ReplyId reply, SessionId session) implements ReplyEvent {}

    /**
     * What waits for this reply has changed.
     *
     * @param waiting how many messages wait now
     */
    record QueueChanged(int waiting, ReplyId reply, SessionId session) implements ReplyEvent {}

    /**
     * The user has said something more, which the text after this takes into account.
     *
     * @param message the user's text
     * @param steer its name while it waited
     * @param reply the reply whose text goes on with it
     */
    record Steered(String message, ReplyId steer, ReplyId reply, SessionId session) implements ReplyEvent {}

    /** The conversation's context after this message. */
    record ContextChanged(String intent, Map<String, String> entities) implements ReplyEvent {}

    /**
     * A piece of what the model thinks, of any length above zero. It is no text: no transcript and no prompt has it.
     */
    record Reasoning(String content) implements ReplyEvent {}

    /** A piece of the text, of any length above zero. */
    record Chunk(String content) implements ReplyEvent {}

    /** The tools that the model calls, all of them and each whole; at least one. */
    record ToolCalls(List<ToolCall> calls) implements ReplyEvent {

        public ToolCalls {
            calls = List.copyOf(calls);
        }
    }

    /**
     * The reply ended well.
     *
     * @param endedAt in seconds since 1970; 0 if that is not known
     */
    record Complete(
            List<String> suggestions,
            SessionId session,
            ReplyId reply,
            String provider,
            String model,
            FinishReason finishReason,
            Usage usage,
            long endedAt)
            implements Terminal {

        /** Of a reply of which nobody knows when it ended. */
        public Complete(
                List<String> suggestions,
                SessionId session,
                ReplyId reply,
                String provider,
                String model,
                FinishReason finishReason,
                Usage usage) {
            this(suggestions, session, reply, provider, model, finishReason, usage, 0);
        }
    }

    /** The reply failed: what was sent before is not the whole text. */
    record Failed(Failure failure, ReplyId reply, SessionId session) implements Terminal {}
}
