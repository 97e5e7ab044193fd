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
    private final String beforeText;
    private final String afterText;

    /** @param usageWanted whether the last chunk has the usage; then all chunks before it have {@code usage: null} */
    ChatChunks(ChatHeading heading, boolean usageWanted) {
        this.heading = heading;
        this.usageWanted = usageWanted;
        String around = delta(heading, json -> json.writeStringField("content", ""), null);
        int text = around.lastIndexOf("\"content\":\"") + "\"content\":\"".length();
        this.beforeText = around.substring(0, text);
        this.afterText = around.substring(text);
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

    /** Without Jackson's generator: it runs once for each token. */
    String text(String content) {
        StringBuilder frame = new StringBuilder(beforeText.length() + content.length() + afterText.length());
        frame.append(beforeText);
        JsonStringEncoder.getInstance().quoteAsString(content, frame);
        return LineEnds.escape(frame.append(afterText).toString());
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
