package dev.runnel.provider;

/**
 * What a model thinks in one reply, as it arrives, in whichever field: what is new in each event. Nothing, if it is not to
 * be shown: then it goes no further than here.
 */
final class ReasoningText {

    private final boolean isShown;
    private final PairedText pairs = new PairedText();
    private int length;

    ReasoningText(boolean isShown) {
        this.isShown = isShown;
    }

    /**
     * What is new; empty if nothing is.
     *
     * @param tagged what stood between tags inside the text of this event
     */
    String next(WireChunk chunk, String tagged) {
        if (!isShown) {
            return "";
        }
        String piece = fresh(chunk) + tagged;
        return piece.isEmpty() ? "" : pairs.next(piece);
    }

    /** Who sends the whole message again and again sends all of its reasoning with it. */
    private String fresh(WireChunk chunk) {
        String thought = chunk.thought();
        int known = chunk.message() == null ? 0 : Math.min(length, thought.length());
        length += thought.length() - known;
        return thought.substring(known);
    }
}
