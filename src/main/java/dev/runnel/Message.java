package dev.runnel;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * Half of a turn: the user's question, or the model's answer.
 *
 * @param role whose message it is
 * @param text the text; may be empty only for a reply that ended before its first token
 * @param status whether {@code text} is complete
 * @param corrections what the user said while an answer was written, in this order
 */
public record Message(Role role, String text, Status status, List<Correction> corrections) {

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
        corrections = List.copyOf(corrections);
    }

    /** A message that was not corrected. */
    public Message(Role role, String text, Status status) {
        this(role, text, status, List.of());
    }

    /**
     * The messages in which this was said: an answer that was corrected has parts, and between them what the user said. A
     * part may be empty.
     */
    public List<Message> asSaid() {
        if (corrections.isEmpty()) {
            return List.of(this);
        }
        List<Message> said = new ArrayList<>();
        int from = 0;
        for (Correction correction : corrections) {
            int to = Math.clamp(correction.after(), from, text.length());
            said.add(new Message(role, text.substring(from, to), Status.INTERRUPTED));
            said.add(user(correction.message()));
            from = to;
        }
        said.add(new Message(role, text.substring(from), status));
        return said;
    }

    /** What a user said. */
    public static Message user(String text) {
        return new Message(Role.USER, text, Status.COMPLETE);
    }

    /** What the model answered, all of it or not. */
    public static Message assistant(String text, Status status) {
        return new Message(Role.ASSISTANT, text, status);
    }

    /** The same, with what the user said while it was written. */
    public static Message assistant(String text, Status status, List<Correction> corrections) {
        return new Message(Role.ASSISTANT, text, status, corrections);
    }
}
