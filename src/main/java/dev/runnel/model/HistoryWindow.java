package dev.runnel.model;

import dev.runnel.Message;
import java.util.List;

/**
 * The newest messages of a conversation, which a prompt contains word for word, and the older ones for which it has no
 * room. Sizes are estimates: each provider counts tokens differently, and an exact count is not worth a tokenizer's
 * tables.
 *
 * @param included oldest first; begins with a message of the user
 * @param omitted the older messages, oldest first
 */
public record HistoryWindow(List<Message> included, List<Message> omitted) {

    private static final int CHARACTERS_PER_TOKEN = 4;
    /** From here on, scripts need about one token per character. */
    private static final int FIRST_IDEOGRAPH = 0x2E80;
    /** Role and delimiters. */
    private static final int MESSAGE_TOKENS = 4;

    /** The newest messages that fit into this many tokens. */
    public static HistoryWindow of(List<Message> messages, int maxTokens) {
        int first = messages.size();
        int tokens = 0;
        for (int i = messages.size() - 1; i >= 0; i--) {
            tokens += tokens(messages.get(i));
            if (tokens > maxTokens) {
                break;
            }
            if (messages.get(i).role() == Message.Role.USER) {
                first = i;
            }
        }
        return new HistoryWindow(messages.subList(first, messages.size()), messages.subList(0, first));
    }

    /** About how many tokens these messages have. */
    public static int tokens(List<Message> messages) {
        return messages.stream().mapToInt(HistoryWindow::tokens).sum();
    }

    private static int tokens(Message message) {
        return message.asSaid().stream().mapToInt(said -> tokens(said.text())).sum();
    }

    private static int tokens(String text) {
        long ideographs = text.chars().filter(c -> c >= FIRST_IDEOGRAPH).count();
        return MESSAGE_TOKENS + (int) (ideographs + (text.length() - ideographs) / CHARACTERS_PER_TOKEN);
    }
}
