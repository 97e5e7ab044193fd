package dev.runnel.reply;

/**
 * How much of what the model thinks viewers are shown: as much as the text of a reply may be long, so that it bounds the
 * reply's memory and never ends a reply. The owner's lock guards it.
 */
final class ShownReasoning {

    private static final String PARAGRAPH = "\n\n";

    private final ReplyConfig config;
    private long characters;
    private int pieces;
    private boolean isParted;
    private boolean isOver;

    ShownReasoning(ReplyConfig config) {
        this.config = config;
    }

    /** A provider is asked, perhaps again: what it thinks does not go on where the one before was. */
    void asked() {
        isParted = characters > 0;
    }

    /** Nothing more is shown: from now on the model thinks of how to go on, or the same again. */
    void end() {
        isOver = true;
    }

    /** What is shown of this; empty for nothing. */
    String next(String thought) {
        String shown = isParted ? PARAGRAPH + thought : thought;
        isOver |= pieces >= config.maxChunks() || characters + shown.length() > config.maxCharacters();
        if (isOver) {
            return "";
        }
        isParted = false;
        pieces++;
        characters += shown.length();
        return shown;
    }
}
