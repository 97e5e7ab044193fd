package dev.runnel.reply;

/** How long one reply is so far, and whether that is all there is room for. Its owner's lock guards it. */
final class ReplyLength {

    private final ReplyConfig config;
    private long characters;
    private int chunks;

    ReplyLength(ReplyConfig config) {
        this.config = config;
    }

    /** Adds the text that another pod has written. */
    void begin(String said) {
        characters += said.length();
    }

    /** Says whether that was all there is room for. */
    boolean add(String token) {
        characters += token.length();
        return ++chunks >= config.maxChunks() || characters >= config.maxCharacters();
    }

    boolean isZero() {
        return characters == 0;
    }

    /** How many pieces were added here. */
    int chunks() {
        return chunks;
    }
}
