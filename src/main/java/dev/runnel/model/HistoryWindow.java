package dev.runnel.model;

import dev.runnel.Message;
import java.util.List;

/**
 * The part of a conversation that a prompt carries word by word, the newest messages, and the part that it has no room
 * for. Sizes are estimates: providers count tokens each in their own way, and none of them exactly is worth a
 * tokenizer's tables.
 *
 * @param carried oldest first; begins with what a user said
 * @param fallen what came before, oldest first
 */
public record HistoryWindow(List<Message> carried, List<Message> fallen) {

    private static final int CHARACTERS_PER_TOKEN = 4;
    /** From here on, scripts have about one token per character. */
    private static final int FIRST_IDEOGRAPH = 0x2E80;
    /** Role and delimiters. */
    private static final int MESSAGE_TOKENS = 4;

    /** The newest messages that fit into so many tokens. */
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

    /** About how many tokens these are. */
    public static int tokens(List<Message> messages) {
        return messages.stream().mapToInt(HistoryWindow::tokens).sum();
    }

    private static int tokens(Message message) {
        long ideographs =
                message.text().chars().filter(c -> c >= FIRST_IDEOGRAPH).count();
        return MESSAGE_TOKENS + (int) (ideographs + (message.text().length() - ideographs) / CHARACTERS_PER_TOKEN);
    }
}
