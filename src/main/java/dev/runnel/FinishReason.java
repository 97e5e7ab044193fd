package dev.runnel;

/** Why a reply ended well. */
public enum FinishReason {
    /** The model had finished. */
    STOP("stop"),
    /** The model reached its own output limit. */
    LENGTH("length"),
    /** The model waits for the results of the tools that it called. */
    TOOL_CALLS("tool_calls"),
    /** The user stopped it, or nobody was left to read it. */
    STOPPED("stopped"),
    /** A cap of this service ended it: duration, chunks or characters. */
    LIMIT("limit");

    private final String wireName;

    FinishReason(String wireName) {
        this.wireName = wireName;
    }

    /** The name in the {@code complete} event. */
    public String wireName() {
        return wireName;
    }
}
