package dev.runnel.model;

import dev.runnel.Context;
import dev.runnel.Message;
import java.util.ArrayList;
import java.util.List;

/**
 * What the model has to answer.
 *
 * @param history the earlier messages, oldest first
 * @param message the user's new message
 * @param alreadySaid the beginning of the answer if it has to be continued; otherwise empty
 */
public record Prompt(List<Message> history, String message, String alreadySaid) {

    private static final String GO_ON =
            "Your answer was cut off. Continue it exactly where it stopped, even within a word. "
                    + "Repeat nothing of it, and do not comment on the interruption.";

    public Prompt {
        history = List.copyOf(history);
    }

    public Prompt(List<Message> history, String message) {
        this(history, message, "");
    }

    /** The same prompt, with what is known of the conversation beside its messages. */
    public Prompt withNotes(String summary, Context context) {
        List<Message> noted = new ArrayList<>(ContextMessages.of(summary, context));
        noted.addAll(history);
        return new Prompt(noted, message, alreadySaid);
    }

    /** The prompt as it is first sent: from the beginning, or from where the answer broke off on another pod. */
    Prompt begun() {
        return alreadySaid.isEmpty() ? this : continuedFrom(alreadySaid);
    }

    /** Asks the model to continue the text so far, which is sent as the assistant's last message. */
    Prompt continuedFrom(String text) {
        List<Message> before = new ArrayList<>(history);
        before.add(Message.user(message));
        before.add(Message.assistant(text, Message.Status.INTERRUPTED));
        return new Prompt(before, GO_ON, text);
    }

    /**
     * The same for a provider that rejects a message written in the assistant's name: the user quotes the text instead.
     */
    Prompt quotedFrom(String text) {
        String quoted = message + "\n\nYou have begun to answer this:\n\n" + text + "\n\n" + GO_ON;
        return new Prompt(history, quoted, text);
    }
}
