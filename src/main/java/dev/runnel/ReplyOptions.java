package dev.runnel;

import java.util.List;
import java.util.Optional;

/**
 * How one reply is to be made. What is absent is left to the provider. The values with JSON are passed on as they are,
 * in the form of OpenAI's Chat Completions.
 *
 * @param models who is asked, in this order; empty for the configured order
 * @param maxTokens the longest answer, in the provider's tokens
 * @param temperature from 0 to 2
 * @param topP from 0 to 1
 * @param stop texts that end the answer; at most four
 * @param seed for answers that can be repeated
 * @param responseFormat a JSON object
 * @param tools a JSON array of function definitions
 * @param toolChoice a JSON string or object
 * @param parallelToolCalls whether the model may call several tools at once
 */
public record ReplyOptions(
        List<Choice> models,
        Optional<Integer> maxTokens,
        Optional<Double> temperature,
        Optional<Double> topP,
        List<String> stop,
        Optional<Long> seed,
        Optional<String> responseFormat,
        Optional<String> tools,
        Optional<String> toolChoice,
        Optional<Boolean> parallelToolCalls) {

    /** Everything is left to the configuration and the provider. */
    public static final ReplyOptions NONE = new ReplyOptions(
            List.of(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            List.of(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty());

    public ReplyOptions {
        models = List.copyOf(models);
        stop = List.copyOf(stop);
    }

    /** The same by other models. */
    public ReplyOptions by(List<Choice> others) {
        return new ReplyOptions(
                others, maxTokens, temperature, topP, stop, seed, responseFormat, tools, toolChoice, parallelToolCalls);
    }

    /**
     * A provider that may be asked.
     *
     * @param provider its configured name
     * @param model the model to ask for; empty for the configured one
     */
    public record Choice(String provider, Optional<String> model) {}
}
