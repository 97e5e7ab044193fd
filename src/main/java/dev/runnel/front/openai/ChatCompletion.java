package dev.runnel.front.openai;

import dev.runnel.JsonText;
import dev.runnel.reply.WholeReply;

/** Writes an answer that is not streamed: a {@code chat.completion} object. */
final class ChatCompletion {

    private ChatCompletion() {}

    static String of(WholeReply reply, ChatHeading asked) {
        return JsonText.object(json -> {
            asked.answeredBy(reply.provider(), reply.model()).write(json, "chat.completion");
            json.writeArrayFieldStart("choices");
            json.writeStartObject();
            json.writeNumberField("index", 0);
            json.writeObjectFieldStart("message");
            json.writeStringField("role", "assistant");
            boolean silent = reply.message().isEmpty() && !reply.toolCalls().isEmpty();
            json.writeStringField("content", silent ? null : reply.message());
            if (!reply.reasoning().isEmpty()) {
                json.writeStringField(ChatJson.REASONING, reply.reasoning());
            }
            json.writeNullField("refusal");
            if (!reply.toolCalls().isEmpty()) {
                ChatJson.writeToolCalls(json, reply.toolCalls(), false);
            }
            json.writeEndObject();
            json.writeNullField("logprobs");
            json.writeStringField("finish_reason", ChatJson.finishReason(reply.finishReason()));
            json.writeEndObject();
            json.writeEndArray();
            ChatJson.writeUsage(json, reply.usage());
        });
    }
}
