package dev.runnel.provider;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * The content of a {@code delta} or a {@code message}: text in one of its forms (a string, a part, an array of parts),
 * and what the model thinks, or signs that it does. A {@code refusal} is the text with which the model declines; it comes in place of
 * the content.
 */
final class OpenAiContent {

    private final JsonParser json;

    private String text = "";
    private boolean hasText;
    private boolean isThinking;
    private String thought = "";
    private String thoughtParts = "";
    private String finish = "";
    private List<CallPiece> calls;

    private String partType;
    private String partText;
    private String partThought;

    OpenAiContent(JsonParser json) {
        this.json = json;
    }

    /** Reads the current object. */
    OpenAiContent read() throws IOException {
        JsonWalk.fields(json, this::readField);
        return this;
    }

    String text() {
        return text;
    }

    /** Whether there was a field for text, even an empty one. */
    boolean hasText() {
        return hasText;
    }

    boolean isThinking() {
        return isThinking;
    }

    /** What the model thinks; gateways repeat it under several names, of which one counts. Empty if it does not say. */
    String thought() {
        return thought.isEmpty() ? thoughtParts : thought;
    }

    /** A finish reason that is inside the delta, where it does not belong; empty if there is none. */
    String finish() {
        return finish;
    }

    /** Pieces of calls of tools; null for none. */
    List<CallPiece> calls() {
        return calls;
    }

    private void readField(String name) throws IOException {
        switch (name) {
            case "content", "refusal" -> {
                hasText |= json.currentToken() != JsonToken.VALUE_NULL;
                readContent();
            }
            // DeepSeek and vLLM before 0.11; OpenRouter, Groq and vLLM since; some gateways.
            case "reasoning_content", "reasoning", "thinking" -> {
                thought = thought.isEmpty() && json.currentToken() == JsonToken.VALUE_STRING ? json.getText() : thought;
                isThinking |= JsonWalk.isSomething(json);
            }
            // OpenRouter and LiteLLM: objects, of which some are encrypted.
            case "reasoning_details", "thinking_blocks" -> {
                isThinking |= json.currentToken() != JsonToken.START_ARRAY && JsonWalk.isSomething(json);
                JsonWalk.elements(json, this::readDetail);
            }
            case "finish_reason" -> finish = JsonWalk.text(json);
            case "tool_calls" -> JsonWalk.elements(json, this::readCall);
            case "function_call" -> readCall();
            default -> {}
        }
    }

    private void readDetail() throws IOException {
        isThinking = true;
        JsonWalk.fields(json, name -> {
            switch (name) {
                case "text", "summary", "thinking" -> thoughtParts += JsonWalk.text(json);
                default -> {}
            }
        });
    }

    private void readCall() throws IOException {
        if (json.currentToken() == JsonToken.START_OBJECT) {
            calls = calls == null ? new ArrayList<>(2) : calls;
            calls.add(OpenAiCall.read(json));
        }
    }

    private void readContent() throws IOException {
        switch (json.currentToken()) {
            case START_ARRAY -> JsonWalk.elements(json, this::readContent);
            case START_OBJECT -> readPart();
            default -> text += JsonWalk.text(json);
        }
    }

    private void readPart() throws IOException {
        partType = "";
        partText = "";
        partThought = "";
        JsonWalk.fields(json, this::readPartField);
        switch (partType) {
            case "", "text", "output_text", "refusal" -> text += partText;
            case "thinking", "redacted_thinking", "reasoning", "reasoning_text" -> {
                isThinking = true;
                thoughtParts += partThought + partText;
            }
            default -> {}
        }
    }

    private void readPartField(String name) throws IOException {
        switch (name) {
            case "type" -> partType = partType.isEmpty() ? JsonWalk.text(json) : partType;
            case "thought" -> partType = json.getValueAsBoolean() ? "thinking" : partType;
            case "refusal" -> partText += JsonWalk.text(json);
            // A text, or parts with one each (Mistral).
            case "thinking" -> {
                partThought += JsonWalk.text(json);
                JsonWalk.elements(
                        json,
                        () -> JsonWalk.fields(
                                json, field -> partThought += field.equals("text") ? JsonWalk.text(json) : ""));
            }
            // Some give the text as an object with its value and annotations.
            case "text" -> {
                partText += JsonWalk.text(json);
                JsonWalk.fields(json, field -> partText += field.equals("value") ? JsonWalk.text(json) : "");
            }
            default -> {}
        }
    }
}
