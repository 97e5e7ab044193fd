package dev.runnel.provider;

/**
 * A text that arrives in pieces, none of which ends or begins within a character: UTF-8 cannot encode half a surrogate
 * pair, which would become a question mark, or an error at the viewer.
 */
final class PairedText {

    private static final char REPLACEMENT = '\uFFFD';

    /** The first half of a surrogate pair whose second half may come with the next piece; 0 if there is none. */
    private char half;

    /** The next piece, with what was held back before it. */
    String next(String piece) {
        boolean ordinary = half == 0;
        for (int i = 0; i < piece.length() && ordinary; i++) {
            ordinary = !Character.isSurrogate(piece.charAt(i));
        }
        return ordinary ? piece : joined(piece);
    }

    /** What is left at the end: half a character, if anything. */
    String rest() {
        boolean isLeft = half != 0;
        half = 0;
        return isLeft ? String.valueOf(REPLACEMENT) : "";
    }

    private String joined(String piece) {
        StringBuilder whole = new StringBuilder(piece.length() + 1);
        for (int i = 0; i < piece.length(); i++) {
            char c = piece.charAt(i);
            if (Character.isLowSurrogate(c)) {
                append(whole, half, c);
                half = 0;
                continue;
            }
            whole.append(rest());
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
