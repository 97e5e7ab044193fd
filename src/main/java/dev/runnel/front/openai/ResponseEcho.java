package dev.runnel.front.openai;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.Optional;

/** The settings of a request that its response repeats. A response must have all of them. */
final class ResponseEcho {

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    /** OpenAI's own limits. */
    private static final int MAX_METADATA = 16;

    private static final int MAX_METADATA_KEY = 64;
    private static final int MAX_METADATA_VALUE = 512;

    private ResponseEcho() {}

    /** The values for a request that sets nothing, or that is no longer known. */
    static ObjectNode none() {
        ObjectNode echo = JSON.objectNode();
        echo.putNull("previous_response_id").putNull("instructions");
        echo.putArray("tools");
        echo.put("tool_choice", "auto").put("parallel_tool_calls", true).put("truncation", "disabled");
        echo.putObject("text").putObject("format").put("type", "text");
        echo.put("temperature", 1).put("top_p", 1).put("presence_penalty", 0).put("frequency_penalty", 0);
        echo.put("top_logprobs", 0)
                .putNull("max_output_tokens")
                .putNull("max_tool_calls")
                .putNull("reasoning");
        echo.put("service_tier", "default").putObject("metadata");
        echo.putNull("safety_identifier").putNull("prompt_cache_key");
        return echo;
    }

    /** @param request whose settings were checked before */
    static ObjectNode of(Fields request) {
        ObjectNode echo = none();
        for (String name : new String[] {
            "previous_response_id",
            "instructions",
            "tool_choice",
            "parallel_tool_calls",
            "temperature",
            "top_p",
            "max_output_tokens",
            "text",
            "safety_identifier",
            "prompt_cache_key"
        }) {
            request.get(name).ifPresent(given -> echo.set(name, given));
        }
        if (!echo.path("text").hasNonNull("format")) {
            echo.putObject("text").putObject("format").put("type", "text");
        }
        ArrayNode tools = echo.putArray("tools");
        request.objects("tools").forEach(tool -> tools.add(tool(tool)));
        metadata(request).ifPresent(given -> echo.set("metadata", given));
        return echo;
    }

    private static ObjectNode tool(Fields tool) {
        ObjectNode told = JSON.objectNode().put("type", "function").put("name", tool.requiredText("name"));
        for (String name : new String[] {"description", "parameters", "strict"}) {
            told.set(name, tool.get(name).orElse(JSON.nullNode()));
        }
        return told;
    }

    private static Optional<JsonNode> metadata(Fields request) {
        Optional<JsonNode> given = request.object("metadata").map(Fields::object);
        given.ifPresent(metadata -> {
            boolean good = metadata.size() <= MAX_METADATA
                    && metadata.properties().stream().allMatch(ResponseEcho::isSmallText);
            if (!good) {
                throw request.invalid(
                        "metadata",
                        "has to be at most " + MAX_METADATA + " texts of " + MAX_METADATA_VALUE
                                + " characters, with keys of " + MAX_METADATA_KEY);
            }
        });
        return given;
    }

    private static boolean isSmallText(Map.Entry<String, JsonNode> pair) {
        return pair.getKey().length() <= MAX_METADATA_KEY
                && pair.getValue().isTextual()
                && pair.getValue().textValue().length() <= MAX_METADATA_VALUE;
    }
}
