package dev.runnel.provider;

/**
 * The text of one reply as it comes: what of each event is new, whole character by whole character.
 *
 * <p>Most events bring the next piece. Some servers send all of the text so far, beside the pieces, in their place, or
 * once more at the end; of that only what goes beyond the text is new. The text itself is not held for this: its length
 * and its hash tell whether another begins with it.
 */
final class ReplyText {

    private static final char REPLACEMENT = '\uFFFD';
    private static final int HASH_FACTOR = 31;

    private int length;
    /** As {@link String#hashCode} counts. */
    private int hash;

    private boolean hasPieces;
    private boolean messagesArePieces;

    /** The first half of a character whose second half may come with the next event; 0 without one. */
    private char half;

    private final ThinkTags thoughts = new ThinkTags();
    private boolean begun;
    /** Blanks are no word: they go with the first one, or with none. */
    private String leading = "";

    /** Whether there was any text of the answer. */
    boolean isBegun() {
        return begun;
    }

    /** Whether the model thinks in its text. */
    boolean isThinking() {
        return thoughts.isOpen();
    }

    /** What is new in this event; empty when nothing is. */
    String next(WireChunk chunk) {
        return answer(thoughts.answer(fresh(chunk)));
    }

    /** What is left at the end, be it half a character whose other half never came. */
    String rest() {
        return answer(thoughts.rest() + unpaired());
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

    private String unpaired() {
        boolean isLeft = half != 0;
        half = 0;
        return isLeft ? String.valueOf(REPLACEMENT) : "";
    }

    private String take(String piece) {
        boolean ordinary = half == 0;
        for (int i = 0; i < piece.length(); i++) {
            char c = piece.charAt(i);
            hash = HASH_FACTOR * hash + c;
            ordinary &= !Character.isSurrogate(c);
        }
        length += piece.length();
        return ordinary ? piece : joined(piece);
    }

    /** UTF-8 has no bytes for half a surrogate pair: it would be a question mark for good, or an error at the viewer. */
    private String joined(String piece) {
        StringBuilder whole = new StringBuilder(piece.length() + 1);
        for (int i = 0; i < piece.length(); i++) {
            char c = piece.charAt(i);
            if (Character.isLowSurrogate(c)) {
                append(whole, half, c);
                half = 0;
                continue;
            }
            whole.append(unpaired());
            if (Character.isHighSurrogate(c)) {
                half = c;
            } else {
                whole.append(c);
            }
        }
        return whole.toString();
    }

    private static void append(StringBuilder whole, char high, char low) {
        if (high == 0) {
            whole.append(REPLACEMENT);
        } else {
            whole.append(high).append(low);
        }
    }
}
