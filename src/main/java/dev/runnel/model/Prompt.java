package dev.runnel.model;

import dev.runnel.Context;
import dev.runnel.Correction;
import dev.runnel.GivenMessage;
import dev.runnel.GivenPrompt;
import dev.runnel.Message;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What the model has to answer.
 *
 * @param history the earlier messages, oldest first
 * @param message the user's new message
 * @param alreadySaid the beginning of the answer if it has to be continued; otherwise empty
 * @param corrections what the user said while the beginning was written
 * @param given what is sent instead of history and message, if the caller keeps the conversation itself
 */
public record Prompt(
        List<Message> history,
        String message,
        String alreadySaid,
        List<Correction> corrections,
        Optional<GivenPrompt> given) {

    private static final String GO_ON =
            "Your answer was cut off. Continue it exactly where it stopped, even within a word. "
                    + "Repeat nothing of it, and do not comment on the interruption.";

    private static final String STEERED =
            "(I said this while you were answering. Go on with the same answer, and take this into account from here on. "
                    + "Repeat nothing of what you have said, and do not comment on the interruption.)";
    private static final String BEGUN = "\n\nYou have begun to answer this:\n\n";

    public Prompt {
        history = List.copyOf(history);
        corrections = List.copyOf(corrections);
    }

    public Prompt(List<Message> history, String message) {
        this(history, message, "");
    }

    public Prompt(List<Message> history, String message, String alreadySaid) {
        this(history, message, alreadySaid, List.of(), Optional.empty());
    }

    public Prompt(List<Message> history, String message, String alreadySaid, Optional<GivenPrompt> given) {
        this(history, message, alreadySaid, List.of(), given);
    }

    /** The same prompt for an answer whose beginning was corrected. */
    public Prompt corrected(List<Correction> said) {
        return new Prompt(history, message, alreadySaid, said, given);
    }

    /** The same prompt, with what is known of the conversation beside its messages. */
    public Prompt withNotes(String summary, Context context) {
        List<Message> noted = new ArrayList<>(ContextMessages.of(summary, context));
        noted.addAll(history);
        return new Prompt(noted, message, alreadySaid, corrections, given);
    }

    /** The prompt as it is first sent: from the beginning, or from where the answer broke off on another pod. */
    Prompt begun() {
        return alreadySaid.isEmpty() && corrections.isEmpty() ? this : continuedFrom(alreadySaid);
    }

    /**
     * Asks the model to continue the text so far, which is sent as the assistant's last message. A given limit on tokens
     * stays what it is: how many the text took is not known before its provider says so, which it does at the end.
     */
    Prompt continuedFrom(String text) {
        if (given.isPresent()) {
            return saying(text, new GivenMessage.Answered(text, List.of()), asked(GO_ON));
        }
        List<Message> before = new ArrayList<>(history);
        before.add(Message.user(message));
        before.addAll(
                Message.assistant(text, Message.Status.INTERRUPTED, corrections).asSaid());
        if (!endsCorrected(text)) {
            return new Prompt(before, GO_ON, text);
        }
        // The part after the last correction has no word yet.
        before.removeLast();
        Message last = before.removeLast();
        return new Prompt(before, last.text() + "\n\n" + STEERED, text, corrections, given);
    }

    /** Whether the answer goes on with the user's words in view, and not where it was cut off. */
    boolean isSteered() {
        return endsCorrected(alreadySaid);
    }

    private boolean endsCorrected(String text) {
        return !corrections.isEmpty() && corrections.getLast().after() >= text.length();
    }

    /**
     * The same for a provider that rejects a message written in the assistant's name: the user quotes the text instead.
     */
    Prompt quotedFrom(String text) {
        String goOn = corrections.isEmpty() ? GO_ON : corrected() + (endsCorrected(text) ? STEERED : GO_ON);
        String quotation = BEGUN + text + "\n\n" + goOn;
        return given.map(prompt -> new Prompt(history, message, text, Optional.of(quoting(prompt, quotation))))
                .orElseGet(() -> new Prompt(history, message + quotation, text, corrections, given));
    }

    private String corrected() {
        return corrections.stream().map(said -> said.message() + "\n\n").collect(Collectors.joining());
    }

    /** As part of the question: two messages of the user in a row are more than some models take. */
    private static GivenPrompt quoting(GivenPrompt prompt, String quotation) {
        List<GivenMessage> all = new ArrayList<>(prompt.messages());
        List<GivenMessage.Part> parts = new ArrayList<>();
        if (all.getLast() instanceof GivenMessage.Asked(var question)) {
            parts.addAll(question);
            all.removeLast();
        }
        parts.add(new GivenMessage.Text(quotation));
        all.add(new GivenMessage.Asked(parts));
        return prompt.saying(all);
    }

    private Prompt saying(String text, GivenMessage... more) {
        List<GivenMessage> all = new ArrayList<>(given.orElseThrow().messages());
        all.addAll(List.of(more));
        return new Prompt(history, message, text, given.map(prompt -> prompt.saying(all)));
    }

    private static GivenMessage asked(String text) {
        return new GivenMessage.Asked(List.of(new GivenMessage.Text(text)));
    }
}
