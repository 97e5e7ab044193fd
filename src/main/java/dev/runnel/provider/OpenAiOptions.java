package dev.runnel.provider;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.runnel.ReplyOptions;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Writes a caller's options ("Create chat completion"), and remembers by which name a server knows the longest answer.
 *
 * <p>{@code max_tokens} comes first: every server knows it, and some ignore {@code max_completion_tokens}, so that the
 * limit would be lost. OpenAI's newer models refuse it, and name the other one. Some servers refuse that.
 */
final class OpenAiOptions {

    static final String MAX_TOKENS = "max_tokens";
    static final String MAX_COMPLETION_TOKENS = "max_completion_tokens";

    private final AtomicBoolean hasNewName = new AtomicBoolean();

    void write(JsonGenerator json, ReplyOptions options) throws IOException {
        if (options.maxTokens().isPresent()) {
            String name = hasNewName.get() ? MAX_COMPLETION_TOKENS : MAX_TOKENS;
            json.writeNumberField(name, options.maxTokens().get());
        }
        if (options.temperature().isPresent()) {
            json.writeNumberField("temperature", options.temperature().get());
        }
        if (options.topP().isPresent()) {
            json.writeNumberField("top_p", options.topP().get());
        }
        if (!options.stop().isEmpty()) {
            json.writeArrayFieldStart("stop");
            for (String text : options.stop()) {
                json.writeString(text);
            }
            json.writeEndArray();
        }
        if (options.seed().isPresent()) {
            json.writeNumberField("seed", options.seed().get());
        }
        writeJson(json, "response_format", options.responseFormat());
        writeJson(json, "tools", options.tools());
        writeJson(json, "tool_choice", options.toolChoice());
        if (options.parallelToolCalls().isPresent()) {
            json.writeBooleanField(
                    "parallel_tool_calls", options.parallelToolCalls().get());
        }
    }

    private static void writeJson(JsonGenerator json, String name, Optional<String> value) throws IOException {
        if (value.isPresent()) {
            json.writeFieldName(name);
            json.writeRawValue(value.get());
        }
    }

    /**
     * Learns the name from a refusal.
     *
     * @return whether the refusal is about it
     */
    boolean learnFrom(String refusal) {
        if (!refusal.contains(MAX_COMPLETION_TOKENS)) {
            return false;
        }
        // Who refuses the one names the other: "Use 'max_completion_tokens' instead."
        hasNewName.set(refusal.replace(MAX_COMPLETION_TOKENS, "").contains(MAX_TOKENS));
        return true;
    }
}
