package dev.runnel.provider;

/**
 * The text of one reply as it arrives: finds what is new in each event, without splitting a character.
 *
 * <p>Most events bring the next piece. Some servers send all of the text so far: in addition to the pieces, instead of
 * them, or once more at the end. Only what goes beyond the text so far is new. The text is not kept for this: its
 * length and its hash are enough to tell whether another text begins with it.
 */
final class ReplyText {

    private static final char REPLACEMENT = '\uFFFD';
    private static final int HASH_FACTOR = 31;

    private int length;
    /** Computed like {@link String#hashCode}. */
    private int hash;

    private boolean hasPieces;
    private boolean messagesArePieces;

    /** The first half of a surrogate pair whose second half may come with the next event; 0 if there is none. */
    private char half;

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

    /** What is new in this event; empty if nothing is. */
    String next(WireChunk chunk) {
        return answer(thoughts.answer(fresh(chunk)));
    }

    /** What is left at the end, even if it is half a surrogate pair. */
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

    /** UTF-8 cannot encode half a surrogate pair: it would become a question mark, or an error at the viewer. */
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
