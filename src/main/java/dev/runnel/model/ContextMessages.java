package dev.runnel.model;

import dev.runnel.Context;
import dev.runnel.GivenMessage;
import dev.runnel.GivenPrompt;
import dev.runnel.Message;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What a prompt contains of a conversation beside its messages. It comes from what users wrote, so it is sent as data
 * in the user's role and never becomes part of the instructions. The assistant's message after it keeps the roles
 * alternating, which some models require.
 */
final class ContextMessages {

    private static final String HEADING = "Notes on our conversation so far, for reference only:";
    private static final Message NOTED = Message.assistant("Noted.", Message.Status.COMPLETE);

    private ContextMessages() {}

    static List<Message> of(String summary, Context context) {
        List<String> notes = new ArrayList<>();
        if (!summary.isEmpty()) {
            notes.add(summary);
        }
        if (!context.entities().isEmpty()) {
            notes.add(context.values().entrySet().stream()
                    .map(ContextMessages::line)
                    .collect(Collectors.joining("\n")));
        }
        return notes.isEmpty() ? List.of() : List.of(Message.user(headed(String.join("\n\n", notes))), NOTED);
    }

    /** The same of a prompt that a caller gave. Notes that are the last message are what the model goes on from. */
    static GivenPrompt spelledOut(GivenPrompt given) {
        if (given.notes().isEmpty()) {
            return given;
        }
        List<GivenMessage> all = new ArrayList<>();
        for (GivenMessage message : given.messages()) {
            if (message instanceof GivenMessage.Asked && isNoted(all)) {
                all.add(new GivenMessage.Answered(NOTED.text(), List.of()));
            }
            all.add(message);
        }
        all.replaceAll(message -> message instanceof GivenMessage.Notes(String text)
                ? new GivenMessage.Asked(List.of(new GivenMessage.Text(headed(text))))
                : message);
        return given.saying(all);
    }

    private static boolean isNoted(List<GivenMessage> before) {
        return !before.isEmpty() && before.getLast() instanceof GivenMessage.Notes;
    }

    private static String headed(String notes) {
        return HEADING + "\n\n" + notes;
    }

    private static String line(Map.Entry<String, String> entity) {
        return "- " + entity.getKey() + ": " + entity.getValue();
    }
}
