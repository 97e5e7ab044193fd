package dev.runnel.provider;

/**
 * Reasoning that stands in the text itself, between {@code <think>} and {@code </think>}, as models say it whose server
 * does not tell the two apart. Only what a reply begins with: further on the words are the model's answer.
 */
final class ThinkTags {

    private static final String OPEN = "<think>";
    private static final String CLOSE = "</think>";

    private enum State {
        /** It may yet begin with the tag. */
        BEGINNING,
        THINKING,
        /** After the closing tag and before the first character of the answer. */
        BETWEEN,
        ANSWERING
    }

    private State state = State.BEGINNING;
    private String held = "";

    /** Whether the model thinks aloud now. */
    boolean isOpen() {
        return state == State.THINKING;
    }

    /** What of this piece, and of what was held back, is part of the answer. */
    String answer(String piece) {
        if (state == State.ANSWERING || piece.isEmpty()) {
            return piece;
        }
        held += piece;
        if (state == State.BEGINNING) {
            begin();
        }
        if (state == State.THINKING) {
            think();
        }
        if (state == State.BETWEEN) {
            held = held.stripLeading();
            state = held.isEmpty() ? State.BETWEEN : State.ANSWERING;
        }
        return state == State.ANSWERING ? rest() : "";
    }

    /** What is held back, when nothing more comes: a reply of nothing but half a tag is one of these characters. */
    String rest() {
        String answer = state == State.THINKING ? "" : held;
        held = "";
        return answer;
    }

    private void begin() {
        String start = held.stripLeading();
        if (start.startsWith(OPEN)) {
            state = State.THINKING;
            held = start.substring(OPEN.length());
        } else if (!OPEN.startsWith(start)) {
            state = State.ANSWERING;
        }
    }

    private void think() {
        int end = held.indexOf(CLOSE);
        if (end >= 0) {
            held = held.substring(end + CLOSE.length());
            state = State.BETWEEN;
        } else {
            held = held.substring(Math.max(0, held.length() - CLOSE.length() + 1));
        }
    }
}
