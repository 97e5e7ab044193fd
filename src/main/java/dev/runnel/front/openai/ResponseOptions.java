package dev.runnel.front.openai;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.runnel.ReplyOptions;
import dev.runnel.http.MessageText;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Reads the settings of a request, and converts them to the format of Chat Completions, which providers get. */
final class ResponseOptions {

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final String CHOICE = "tool_choice";
    private static final String FUNCTION = "function";

    private ResponseOptions() {}

    static ReplyOptions of(Fields request, List<ReplyOptions.Choice> models) {
        refuseWhatIsNotHere(request);
        List<Fields> tools = tools(request);
        return new ReplyOptions(
                models,
                request.count("max_output_tokens"),
                request.number("temperature"),
                request.number("top_p"),
                List.of(),
                Optional.empty(),
                responseFormat(request).map(ResponseOptions::sent),
                functions(tools).map(ResponseOptions::sent),
                toolChoice(request).map(ResponseOptions::sent),
                request.truth("parallel_tool_calls"));
    }

    private static void refuseWhatIsNotHere(Fields request) {
        for (String name : List.of("conversation", "prompt")) {
            if (request.get(name).isPresent()) {
                throw request.invalid(name, "cannot be had here; use previous_response_id, or input");
            }
        }
        if (request.whole("top_logprobs").orElse(0L) != 0) {
            throw request.invalid("top_logprobs", "cannot be had here");
        }
        if (request.texts("include").contains("message.output_text.logprobs")) {
            throw request.invalid("include", "cannot have message.output_text.logprobs here");
        }
    }

    private static Optional<JsonNode> responseFormat(Fields request) {
        Optional<Fields> asked = request.object("text").flatMap(text -> text.object("format"));
        return asked.flatMap(format -> switch (format.requiredText("type")) {
            case "text" -> Optional.empty();
            case "json_object" -> Optional.of(JSON.objectNode().put("type", "json_object"));
            case "json_schema" -> {
                format.requiredText("name");
                ObjectNode schema = ((ObjectNode) format.object()).deepCopy();
                schema.remove("type");
                ObjectNode wrapped = JSON.objectNode().put("type", "json_schema");
                wrapped.set("json_schema", schema);
                yield Optional.of(wrapped);
            }
            default -> throw format.invalid("type", "has to be text, json_object or json_schema");
        });
    }

    /** The tools that the model gets: with {@code allowed_tools} only those, else all in the request. */
    private static List<Fields> tools(Fields request) {
        List<Fields> tools = request.objects("tools");
        for (Fields tool : tools) {
            if (!tool.requiredText("type").equals(FUNCTION)) {
                throw tool.invalid("type", "has to be function: there are no other tools here");
            }
            tool.requiredText("name");
            tool.object("parameters");
        }
        Optional<Fields> only = allowed(request);
        if (only.isEmpty()) {
            return tools;
        }
        Set<String> names = only.get().objects("tools").stream()
                .map(tool -> tool.requiredText("name"))
                .collect(Collectors.toSet());
        return tools.stream()
                .filter(tool -> names.contains(tool.requiredText("name")))
                .toList();
    }

    private static Optional<Fields> allowed(Fields request) {
        return structuredChoice(request)
                .filter(choice -> choice.requiredText("type").equals("allowed_tools"));
    }

    private static Optional<Fields> structuredChoice(Fields request) {
        return request.get(CHOICE).filter(JsonNode::isTextual).isPresent() ? Optional.empty() : request.object(CHOICE);
    }

    private static Optional<JsonNode> functions(List<Fields> tools) {
        ArrayNode functions = JSON.arrayNode();
        for (Fields tool : tools) {
            ObjectNode function = JSON.objectNode();
            for (String name : List.of("name", "description", "parameters", "strict")) {
                tool.get(name).ifPresent(value -> function.set(name, value));
            }
            functions.addObject().put("type", FUNCTION).set(FUNCTION, function);
        }
        return functions.isEmpty() ? Optional.empty() : Optional.of(functions);
    }

    private static Optional<JsonNode> toolChoice(Fields request) {
        Optional<Fields> structured = structuredChoice(request);
        if (structured.isEmpty()) {
            return request.get(CHOICE);
        }
        Fields choice = structured.get();
        return switch (choice.requiredText("type")) {
            case FUNCTION -> {
                ObjectNode named = JSON.objectNode().put("type", FUNCTION);
                named.putObject(FUNCTION).put("name", choice.requiredText("name"));
                yield Optional.of(named);
            }
            case "allowed_tools" ->
                Optional.of(JSON.textNode(choice.text("mode").orElse("auto")));
            default -> throw choice.invalid("type", "has to be function or allowed_tools");
        };
    }

    private static String sent(JsonNode value) {
        return MessageText.cleaned(value.toString());
    }
}
