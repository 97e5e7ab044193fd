package dev.runnel.provider;

/**
 * Takes out reasoning that is part of the text, between {@code <think>} and {@code </think>}, as sent by servers that do
 * not separate the two. Only at the beginning of a reply: later on, the tags are part of the model's answer.
 */
final class ThinkTags {

    private static final String OPEN = "<think>";
    private static final String CLOSE = "</think>";

    private enum State {
        /** The text may still begin with the tag. */
        BEGINNING,
        THINKING,
        /** After the closing tag and before the first character of the answer. */
        BETWEEN,
        ANSWERING
    }

    private State state = State.BEGINNING;
    private String held = "";
    private String thought = "";

    /** Whether the text is inside the tags now. */
    boolean isOpen() {
        return state == State.THINKING;
    }

    /** What stood between the tags since this was last asked for, but for what may be a part of the closing one. */
    String thought() {
        String taken = thought;
        thought = "";
        return taken;
    }

    /** The part of this piece, and of the text held back, that belongs to the answer. */
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

    /** The text held back, once nothing more comes: a reply that is only part of a tag is the answer itself. */
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
        int close = held.indexOf(CLOSE);
        boolean ends = close >= 0;
        int end = ends ? close : Math.max(0, held.length() - CLOSE.length() + 1);
        thought += held.substring(0, end);
        held = held.substring(ends ? close + CLOSE.length() : end);
        state = ends ? State.BETWEEN : state;
    }
}
