package dev.runnel.provider;

/**
 * The text of one reply as it arrives: finds what is new in each event, without splitting a character.
 *
 * <p>Most events bring the next piece. Some servers send all of the text so far: in addition to the pieces, instead of
 * them, or once more at the end. Only what goes beyond the text so far is new. The text is not kept for this: its
 * length and its hash are enough to tell whether another text begins with it.
 */
final class ReplyText {

    private static final int HASH_FACTOR = 31;

    private int length;
    /** Computed like {@link String#hashCode}. */
    private int hash;

    private boolean hasPieces;
    private boolean messagesArePieces;

    private final PairedText pairs = new PairedText();
    private final ThinkTags thoughts = new ThinkTags();
    private boolean begun;
    /** Blanks alone are no answer: they are sent with the first word, or not at all. */
    private String leading = "";

    /** Whether there was any text of the answer. */
    boolean isBegun() {
        return begun;
    }

    /** Whether the text is inside the model's reasoning. */
    boolean isThinking() {
        return thoughts.isOpen();
    }

    /** What stood between tags, and was not asked for before: the model's reasoning. */
    String thought() {
        return thoughts.thought();
    }

    /** What is new in this event; empty if nothing is. */
    String next(WireChunk chunk) {
        return answer(thoughts.answer(fresh(chunk)));
    }

    /** What is left at the end, even if it is half a surrogate pair. */
    String rest() {
        return answer(thoughts.rest() + pairs.rest());
    }

    private String answer(String text) {
        if (begun || text.isEmpty()) {
            return text;
        }
        leading += text;
        if (leading.isBlank()) {
            return "";
        }
        begun = true;
        String first = leading;
        leading = "";
        return first;
    }

    private String fresh(WireChunk chunk) {
        if (!chunk.text().isEmpty()) {
            hasPieces = true;
            return take(chunk.text());
        }
        String message = chunk.message();
        return message == null || message.isEmpty() ? "" : take(beyond(message));
    }

    private String beyond(String message) {
        if (length == 0) {
            return message;
        }
        boolean goesOn =
                message.length() >= length && message.substring(0, length).hashCode() == hash;
        if (goesOn && (!messagesArePieces || message.length() == length)) {
            return message.substring(length);
        }
        messagesArePieces = !hasPieces;
        return messagesArePieces ? message : "";
    }

    private String take(String piece) {
        for (int i = 0; i < piece.length(); i++) {
            hash = HASH_FACTOR * hash + piece.charAt(i);
        }
        length += piece.length();
        return pairs.next(piece);
    }
}
