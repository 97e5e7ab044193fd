package dev.runnel.front.openai;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import dev.runnel.JsonText;
import dev.runnel.LineEnds;
import dev.runnel.ToolCall;
import dev.runnel.Usage;
import java.util.List;

/** Writes the frames of one stream: {@code chat.completion.chunk} objects. */
final class ChatChunks {

    /** The end of a complete answer. */
    static final String DONE = "data: [DONE]\n\n";

    private static final String OBJECT = "chat.completion.chunk";

    private final ChatHeading heading;
    private final boolean usageWanted;
    private final Delta text;
    /** Null until there is any: few replies have it. */
    private Delta reasoning;

    /** A chunk with one text, which stands between these two. */
    private record Delta(String before, String after) {

        /** Without Jackson's generator: it runs once for each token. */
        String of(String content) {
            StringBuilder frame = new StringBuilder(before.length() + content.length() + after.length());
            frame.append(before);
            JsonStringEncoder.getInstance().quoteAsString(content, frame);
            return LineEnds.escape(frame.append(after).toString());
        }
    }

    /** @param usageWanted whether the last chunk has the usage; then all chunks before it have {@code usage: null} */
    ChatChunks(ChatHeading heading, boolean usageWanted) {
        this.heading = heading;
        this.usageWanted = usageWanted;
        this.text = textDelta("content");
    }

    /** The first chunk, which only has the role. */
    String first() {
        return delta(
                heading,
                json -> {
                    json.writeStringField("role", "assistant");
                    json.writeStringField("content", "");
                },
                null);
    }

    String text(String content) {
        return text.of(content);
    }

    /** OpenAI has no word for it; this is DeepSeek's, which most clients and servers have taken over. */
    String reasoning(String content) {
        reasoning = reasoning == null ? textDelta(ChatJson.REASONING) : reasoning;
        return reasoning.of(content);
    }

    String toolCalls(List<ToolCall> calls) {
        return delta(heading, json -> ChatJson.writeToolCalls(json, calls, true), null);
    }

    /** The end of a complete answer: the finish reason, the provider and model that answered, and the usage. */
    String end(String provider, String model, String finishReason, Usage usage) {
        ChatHeading answered = heading.answeredBy(provider, model);
        return delta(answered, json -> {}, finishReason) + (usageWanted ? usage(answered, usage) : "") + DONE;
    }

    private String usage(ChatHeading answered, Usage usage) {
        return frame(json -> {
            answered.write(json, OBJECT);
            json.writeArrayFieldStart("choices");
            json.writeEndArray();
            ChatJson.writeUsage(json, usage);
        });
    }

    private Delta textDelta(String field) {
        String around = delta(heading, json -> json.writeStringField(field, ""), null);
        String name = "\"" + field + "\":\"";
        int place = around.lastIndexOf(name) + name.length();
        return new Delta(around.substring(0, place), around.substring(place));
    }

    private String delta(ChatHeading by, JsonText.Fields fields, String finishReason) {
        return frame(json -> {
            by.write(json, OBJECT);
            json.writeArrayFieldStart("choices");
            json.writeStartObject();
            json.writeNumberField("index", 0);
            json.writeObjectFieldStart("delta");
            fields.write(json);
            json.writeEndObject();
            json.writeNullField("logprobs");
            json.writeStringField("finish_reason", finishReason);
            json.writeEndObject();
            json.writeEndArray();
            if (usageWanted) {
                json.writeNullField("usage");
            }
        });
    }

    private static String frame(JsonText.Fields fields) {
        return "data: " + JsonText.object(fields) + "\n\n";
    }
}
