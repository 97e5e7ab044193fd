package dev.runnel.testing;

import dev.runnel.ReplyOptions;
import java.util.List;
import java.util.Optional;

/** Options of a reply, of which a test names those that it is about. */
public final class Options {
    private List<ReplyOptions.Choice> models = List.of();
    private Optional<Integer> maxTokens = Optional.empty();
    private Optional<Double> temperature = Optional.empty();
    private Optional<Double> topP = Optional.empty();
    private List<String> stop = List.of();
    private Optional<Long> seed = Optional.empty();
    private Optional<String> responseFormat = Optional.empty();
    private Optional<String> tools = Optional.empty();
    private Optional<String> toolChoice = Optional.empty();
    private Optional<Boolean> parallelToolCalls = Optional.empty();

    /** A provider with its configured model. */
    public static Options of(String... providers) {
        Options options = new Options();
        options.models = List.of(providers).stream()
                .map(name -> new ReplyOptions.Choice(name, Optional.empty()))
                .toList();
        return options;
    }

    public Options model(String provider, String model) {
        models = List.of(new ReplyOptions.Choice(provider, Optional.of(model)));
        return this;
    }

    public Options maxTokens(int tokens) {
        maxTokens = Optional.of(tokens);
        return this;
    }

    public Options temperature(double value) {
        temperature = Optional.of(value);
        return this;
    }

    public Options topP(double value) {
        topP = Optional.of(value);
        return this;
    }

    public Options stop(String... texts) {
        stop = List.of(texts);
        return this;
    }

    public Options seed(long value) {
        seed = Optional.of(value);
        return this;
    }

    public Options responseFormat(String json) {
        responseFormat = Optional.of(json);
        return this;
    }

    public Options tools(String json) {
        tools = Optional.of(json);
        return this;
    }

    public Options toolChoice(String json) {
        toolChoice = Optional.of(json);
        return this;
    }

    public Options parallelToolCalls(boolean value) {
        parallelToolCalls = Optional.of(value);
        return this;
    }

    public ReplyOptions build() {
        return new ReplyOptions(
                models, maxTokens, temperature, topP, stop, seed, responseFormat, tools, toolChoice, parallelToolCalls);
    }
}
