package dev.runnel;

import java.util.Objects;

/**
 * Half of a turn: the user's question, or the model's answer.
 *
 * @param role whose message it is
 * @param text the text; may be empty only for a reply that ended before its first token
 * @param status whether {@code text} is complete
 */
public record Message(Role role, String text, Status status) {

    /** Whose message it is. */
    public enum Role {
        USER,
        ASSISTANT
    }

    /** How the message ended. */
    public enum Status {
        /** All of it. */
        COMPLETE,
        /** Ended by the model at its own limit. */
        LENGTH,
        /** Stopped by the user, or because nobody was left to read it. */
        STOPPED,
        /** Ended by this service at a cap. */
        LIMIT,
        /** Cut by a failure. */
        INTERRUPTED
    }

    public Message {
        Objects.requireNonNull(role);
        Objects.requireNonNull(text);
        Objects.requireNonNull(status);
    }

    /** What a user said. */
    public static Message user(String text) {
        return new Message(Role.USER, text, Status.COMPLETE);
    }

    /** What the model answered, all of it or not. */
    public static Message assistant(String text, Status status) {
        return new Message(Role.ASSISTANT, text, status);
    }
}
