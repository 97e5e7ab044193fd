package dev.runnel.front.openai;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.runnel.Failure;
import dev.runnel.FailureCode;
import dev.runnel.FinishReason;
import dev.runnel.JsonText;
import dev.runnel.ToolCall;
import dev.runnel.Usage;
import java.io.IOException;
import java.util.List;

/** Writes the JSON objects that answers of both OpenAI APIs share. All names come from OpenAI's API reference. */
final class ChatJson {

    /** What the model thinks (DeepSeek API reference, "Thinking mode"). */
    static final String REASONING = "reasoning_content";

    private ChatJson() {}

    /** The body of a refusal, and the last event of a failed stream: clients look for {@code error} in both. */
    static String error(Failure failure, int status) {
        return "{\"error\":" + errorObject(failure, status) + "}";
    }

    /** The error object alone. */
    static String errorObject(Failure failure, int status) {
        return JsonText.object(json -> {
            json.writeStringField("message", failure.message());
            json.writeStringField("type", typeOf(status));
            json.writeStringField("param", failure.parameter().orElse(null));
            json.writeStringField("code", codeOf(failure));
        });
    }

    /** This service's code; where clients of OpenAI compare one with OpenAI's own, that one. */
    private static String codeOf(Failure failure) {
        String parameter = failure.parameter().orElse("");
        if (parameter.equals(ResponsesRequest.PREVIOUS) && failure.code() == FailureCode.REPLY_UNKNOWN) {
            return "previous_response_not_found";
        }
        return parameter.endsWith("." + CompactionItem.CONTENT)
                ? "invalid_encrypted_content"
                : failure.code().wireName();
    }

    private static String typeOf(int status) {
        return switch (status) {
            case 401 -> "authentication_error";
            case 403 -> "permission_error";
            case 429 -> "rate_limit_error";
            default -> status >= 500 ? "server_error" : "invalid_request_error";
        };
    }

    /**
     * OpenAI has only {@code length} for a text that the model had not finished. So it also stands for a limit of this
     * service and for a reply that somebody stopped.
     */
    static String finishReason(FinishReason reason) {
        return switch (reason) {
            case STOP -> "stop";
            case TOOL_CALLS -> "tool_calls";
            case LENGTH, LIMIT, STOPPED -> "length";
        };
    }

    static void writeUsage(JsonGenerator json, Usage usage) throws IOException {
        json.writeObjectFieldStart("usage");
        json.writeNumberField("prompt_tokens", usage.inputTokens());
        json.writeNumberField("completion_tokens", usage.outputTokens());
        json.writeNumberField("total_tokens", usage.inputTokens() + usage.outputTokens());
        json.writeEndObject();
    }

    /** @param indexed whether each call has an {@code index}, as in a stream */
    static void writeToolCalls(JsonGenerator json, List<ToolCall> calls, boolean indexed) throws IOException {
        json.writeArrayFieldStart("tool_calls");
        for (int i = 0; i < calls.size(); i++) {
            json.writeStartObject();
            if (indexed) {
                json.writeNumberField("index", i);
            }
            json.writeStringField("id", calls.get(i).id());
            json.writeStringField("type", "function");
            json.writeObjectFieldStart("function");
            json.writeStringField("name", calls.get(i).name());
            json.writeStringField("arguments", calls.get(i).arguments());
            json.writeEndObject();
            json.writeEndObject();
        }
        json.writeEndArray();
    }
}
