package dev.runnel.front;

import dev.runnel.testing.Conversation;
import dev.runnel.testing.SseClient;
import java.util.Optional;

/** A language that clients speak with the service, as far as all of them are the same. */
public interface Front {

    /** Asks for a streamed reply. */
    SseClient ask(Conversation conversation, String message);

    /** Comes back to a reply of which this much was read; empty in a language that cannot. */
    default Optional<SseClient> comeBack(Conversation conversation, String read) {
        return Optional.empty();
    }

    /** Ends a reply of which this much was read; empty in a language that cannot. */
    default Optional<SseClient> stop(Conversation conversation, String read) {
        return Optional.empty();
    }

    /** The text that a client shows after it has read this. */
    String text(String body);

    /** The same after it came back, and read the rest then. */
    default String text(String body, String rest) {
        return text(body) + text(rest);
    }

    /** Whether the reply looks finished to a client that has read this, and nothing wrong with it. */
    boolean isWhole(String body);

    /** The code in the body of a refusal. */
    String codeOf(String refusal);
}
