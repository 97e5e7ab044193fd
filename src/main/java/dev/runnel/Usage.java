package dev.runnel;

/**
 * What a provider bills.
 *
 * @param inputTokens tokens of the prompt, history and system prompt included
 * @param outputTokens tokens of the reply
 */
public record Usage(long inputTokens, long outputTokens) {

    /** Nothing billed, or nothing reported. */
    public static final Usage NONE = new Usage(0, 0);

    /** The sum: a reply that took several attempts was billed for each. */
    public Usage plus(Usage other) {
        return new Usage(inputTokens + other.inputTokens, outputTokens + other.outputTokens);
    }

    /** The larger of each count: totals can only grow, but not every report contains both. */
    public Usage atLeast(Usage other) {
        return new Usage(Math.max(inputTokens, other.inputTokens), Math.max(outputTokens, other.outputTokens));
    }
}
