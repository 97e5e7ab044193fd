package dev.runnel.front.openai;

import com.fasterxml.jackson.databind.JsonNode;
import dev.runnel.ReplyOptions;
import java.util.List;
import java.util.Optional;

/**
 * Reads the settings of a request. Values are left for the provider to check. A setting that would change the form of
 * the answer is refused, and unknown fields are ignored.
 */
final class ChatOptions {

    /** OpenAI's own limit. */
    private static final int MAX_STOPS = 4;

    private ChatOptions() {}

    static ReplyOptions of(Fields request, List<ReplyOptions.Choice> models) {
        refuseOtherForms(request);
        return new ReplyOptions(
                models,
                request.count("max_completion_tokens").or(() -> request.count("max_tokens")),
                request.number("temperature"),
                request.number("top_p"),
                stop(request),
                request.whole("seed"),
                responseFormat(request),
                tools(request),
                toolChoice(request),
                request.truth("parallel_tool_calls"));
    }

    private static void refuseOtherForms(Fields request) {
        if (request.whole("n").orElse(1L) != 1) {
            throw request.invalid("n", "has to be 1, or left out");
        }
        if (request.flag("logprobs")) {
            throw request.invalid("logprobs", "cannot be had here");
        }
        if (request.whole("top_logprobs").orElse(0L) != 0) {
            throw request.invalid("top_logprobs", "cannot be had here");
        }
        if (!List.of("text").containsAll(request.texts("modalities"))) {
            throw request.invalid("modalities", "has to be text alone, or left out");
        }
        if (request.get("audio").isPresent()) {
            throw request.invalid("audio", "cannot be had here");
        }
        for (String before : List.of("functions", "function_call")) {
            if (request.get(before).isPresent()) {
                throw request.invalid(before, "is no longer possible; use tools");
            }
        }
    }

    private static List<String> stop(Fields request) {
        List<String> stops = request.texts("stop");
        if (stops.size() > MAX_STOPS) {
            throw request.invalid("stop", "has to be at most " + MAX_STOPS + " texts");
        }
        return stops;
    }

    private static Optional<String> responseFormat(Fields request) {
        boolean plain = request.object("response_format")
                .map(format -> format.requiredText("type").equals("text"))
                .orElse(true);
        return plain ? Optional.empty() : request.json("response_format");
    }

    private static Optional<String> tools(Fields request) {
        List<Fields> tools = request.objects("tools");
        for (Fields tool : tools) {
            if (!tool.requiredText("type").equals("function")) {
                throw tool.invalid("type", "has to be function");
            }
            tool.object("function")
                    .orElseThrow(() -> tool.invalid("function", "has to be an object"))
                    .requiredText("name");
        }
        return tools.isEmpty() ? Optional.empty() : request.json("tools");
    }

    private static Optional<String> toolChoice(Fields request) {
        if (request.get("tool_choice").filter(JsonNode::isTextual).isEmpty()) {
            request.object("tool_choice");
        }
        return request.json("tool_choice");
    }
}
