package dev.runnel.ledger.shared;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.runnel.GivenMessage;
import dev.runnel.GivenPrompt;
import dev.runnel.ReplyOptions;
import dev.runnel.ToolCall;
import dev.runnel.ledger.UnreadableReplyException;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** A prompt that a caller gave, as it is kept for another pod beside the stream of its reply. */
final class GivenPromptCodec {

    /** Trees only: nothing is bound by reflection. */
    private static final ObjectMapper JSON = new ObjectMapper();

    private GivenPromptCodec() {}

    static String encode(GivenPrompt prompt) {
        StringWriter out = new StringWriter(1024);
        try (JsonGenerator json = JSON.getFactory().createGenerator(out)) {
            json.writeStartObject();
            json.writeArrayFieldStart("messages");
            for (GivenMessage message : prompt.messages()) {
                json.writeStartObject();
                write(json, message);
                json.writeEndObject();
            }
            json.writeEndArray();
            json.writeObjectFieldStart("options");
            write(json, prompt.options());
            json.writeEndObject();
            json.writeBooleanField("remembered", prompt.isRemembered());
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toString();
    }

    private static void write(JsonGenerator json, GivenMessage message) throws IOException {
        switch (message) {
            case GivenMessage.Instructions(String text) -> json.writeStringField("instructions", text);
            // A pod of an older version takes them for a question.
            case GivenMessage.Notes(String text) -> {
                json.writeStringField("notes", text);
                writeAsked(json, List.of(new GivenMessage.Text(text)));
            }
            case GivenMessage.Asked(List<GivenMessage.Part> parts) -> writeAsked(json, parts);
            case GivenMessage.Answered(String text, List<ToolCall> calls, String reasoning) -> {
                json.writeStringField("answered", text);
                json.writeStringField("reasoning", reasoning);
                json.writeArrayFieldStart("calls");
                for (ToolCall call : calls) {
                    json.writeStartObject();
                    json.writeStringField("id", call.id());
                    json.writeStringField("name", call.name());
                    json.writeStringField("arguments", call.arguments());
                    json.writeEndObject();
                }
                json.writeEndArray();
            }
            case GivenMessage.ToolResult(String callId, String text) -> {
                json.writeStringField("result", text);
                json.writeStringField("of", callId);
            }
        }
    }

    private static void writeAsked(JsonGenerator json, List<GivenMessage.Part> parts) throws IOException {
        json.writeArrayFieldStart("asked");
        for (GivenMessage.Part part : parts) {
            json.writeStartObject();
            write(json, part);
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private static void write(JsonGenerator json, GivenMessage.Part part) throws IOException {
        switch (part) {
            case GivenMessage.Text(String text) -> json.writeStringField("text", text);
            case GivenMessage.Image(String url, String detail) -> {
                json.writeStringField("image", url);
                json.writeStringField("detail", detail);
            }
        }
    }

    private static void write(JsonGenerator json, ReplyOptions options) throws IOException {
        json.writeArrayFieldStart("models");
        for (ReplyOptions.Choice choice : options.models()) {
            json.writeStartObject();
            json.writeStringField("provider", choice.provider());
            if (choice.model().isPresent()) {
                json.writeStringField("model", choice.model().get());
            }
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeArrayFieldStart("stop");
        for (String stop : options.stop()) {
            json.writeString(stop);
        }
        json.writeEndArray();
        writeIfGiven(json, "max_tokens", options.maxTokens());
        writeIfGiven(json, "temperature", options.temperature());
        writeIfGiven(json, "top_p", options.topP());
        writeIfGiven(json, "seed", options.seed());
        writeIfGiven(json, "response_format", options.responseFormat());
        writeIfGiven(json, "tools", options.tools());
        writeIfGiven(json, "tool_choice", options.toolChoice());
        writeIfGiven(json, "parallel_tool_calls", options.parallelToolCalls());
    }

    private static void writeIfGiven(JsonGenerator json, String name, Optional<?> value) throws IOException {
        if (value.isPresent()) {
            json.writeFieldName(name);
            switch (value.get()) {
                case Integer number -> json.writeNumber(number);
                case Long number -> json.writeNumber(number);
                case Double number -> json.writeNumber(number);
                case Boolean flag -> json.writeBoolean(flag);
                default -> json.writeString(value.get().toString());
            }
        }
    }

    /** @throws UnreadableReplyException for what this version does not know: half a prompt would get a wrong answer */
    static GivenPrompt decode(String encoded) {
        try {
            JsonNode prompt = JSON.readTree(encoded);
            return new GivenPrompt(
                    list(prompt.path("messages"), GivenPromptCodec::message),
                    options(prompt.path("options")),
                    prompt.path("remembered").asBoolean());
        } catch (JsonProcessingException e) {
            throw new UnreadableReplyException("no prompt");
        }
    }

    private static GivenMessage message(JsonNode message) {
        if (message.has("instructions")) {
            return new GivenMessage.Instructions(message.path("instructions").asText());
        }
        if (message.has("notes")) {
            return new GivenMessage.Notes(message.path("notes").asText());
        }
        if (message.has("asked")) {
            return new GivenMessage.Asked(list(message.path("asked"), GivenPromptCodec::part));
        }
        if (message.has("answered")) {
            return new GivenMessage.Answered(
                    message.path("answered").asText(),
                    list(message.path("calls"), GivenPromptCodec::call),
                    message.path("reasoning").asText());
        }
        if (message.has("result")) {
            return new GivenMessage.ToolResult(
                    message.path("of").asText(), message.path("result").asText());
        }
        throw new UnreadableReplyException("a prompt with an unknown message");
    }

    private static GivenMessage.Part part(JsonNode part) {
        if (part.has("text")) {
            return new GivenMessage.Text(part.path("text").asText());
        }
        if (part.has("image")) {
            return new GivenMessage.Image(
                    part.path("image").asText(), part.path("detail").asText());
        }
        throw new UnreadableReplyException("a prompt with an unknown part");
    }

    private static ToolCall call(JsonNode call) {
        return new ToolCall(
                call.path("id").asText(),
                call.path("name").asText(),
                call.path("arguments").asText());
    }

    private static ReplyOptions options(JsonNode options) {
        return new ReplyOptions(
                list(options.path("models"), GivenPromptCodec::choice),
                option(options, "max_tokens").map(JsonNode::asInt),
                option(options, "temperature").map(JsonNode::asDouble),
                option(options, "top_p").map(JsonNode::asDouble),
                list(options.path("stop"), JsonNode::asText),
                option(options, "seed").map(JsonNode::asLong),
                option(options, "response_format").map(JsonNode::asText),
                option(options, "tools").map(JsonNode::asText),
                option(options, "tool_choice").map(JsonNode::asText),
                option(options, "parallel_tool_calls").map(JsonNode::asBoolean));
    }

    private static ReplyOptions.Choice choice(JsonNode choice) {
        return new ReplyOptions.Choice(
                choice.path("provider").asText(), option(choice, "model").map(JsonNode::asText));
    }

    private static Optional<JsonNode> option(JsonNode options, String name) {
        return Optional.ofNullable(options.get(name));
    }

    private static <T> List<T> list(JsonNode array, Function<JsonNode, T> element) {
        List<T> all = new ArrayList<>(array.size());
        array.forEach(one -> all.add(element.apply(one)));
        return all;
    }
}
