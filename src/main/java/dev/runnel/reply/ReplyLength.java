package dev.runnel.reply;

/** The length of one reply so far, and whether it has reached a limit. The owner's lock guards it. */
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

    /** Returns whether a limit is reached. */
    boolean add(String token) {
        characters += token.length();
        return ++chunks >= config.maxChunks() || characters >= config.maxCharacters();
    }

    boolean isZero() {
        return characters == 0;
    }

    /** How many pieces were added on this pod. */
    int chunks() {
        return chunks;
    }
}
