package dev.runnel.front;

import dev.runnel.testing.Conversation;
import dev.runnel.testing.SseClient;
import java.util.Optional;

/** One front as a client uses it: what all fronts have in common, for {@link FrontContract}. */
public interface Front {

    /** Asks for a streamed reply. */
    SseClient ask(Conversation conversation, String message);

    /**
     * Resumes a reply.
     *
     * @param read what the client has read of it
     * @return empty if this front cannot resume
     */
    default Optional<SseClient> comeBack(Conversation conversation, String read) {
        return Optional.empty();
    }

    /**
     * Stops a reply.
     *
     * @param read what the client has read of it
     * @return empty if this front cannot stop one
     */
    default Optional<SseClient> stop(Conversation conversation, String read) {
        return Optional.empty();
    }

    /** The text that a client shows after it has read this. */
    String text(String body);

    /** The same for a client that has read {@code body}, and {@code rest} after it resumed. */
    default String text(String body, String rest) {
        return text(body) + text(rest);
    }

    /** The reasoning of the model that a client shows after it has read this. */
    String reasoning(String body);

    /** Whether the reply looks complete to a client that has read this. */
    boolean isWhole(String body);

    /** Checks what a client has read whose pod goes while its reply says {@code "one "}: it is told so, and nothing has ended. */
    void assertLeft(String body);

    /** The code in the body of a refusal. */
    String codeOf(String refusal);
}
