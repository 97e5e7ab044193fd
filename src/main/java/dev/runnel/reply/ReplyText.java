package dev.runnel.reply;

/** The text of one reply so far, up to its caps. Its owner's lock guards it. */
final class ReplyText {

    private final ReplyConfig config;
    private final StringBuilder text = new StringBuilder();
    private int chunks;

    ReplyText(ReplyConfig config) {
        this.config = config;
    }

    /** What was said elsewhere before. */
    void begin(String said) {
        text.append(said);
    }

    /** Says whether that was all there is room for. */
    boolean add(String token) {
        text.append(token);
        return ++chunks >= config.maxChunks() || text.length() >= config.maxCharacters();
    }

    boolean isEmpty() {
        return text.isEmpty();
    }

    /** The pieces that were added here. */
    int chunks() {
        return chunks;
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
