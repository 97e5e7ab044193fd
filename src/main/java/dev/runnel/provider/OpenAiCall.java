package dev.runnel.provider;

import com.fasterxml.jackson.core.JsonParser;
import java.io.IOException;

/** Reads one element of {@code tool_calls}, or a {@code function_call}, which came before them. */
final class OpenAiCall {

    private final JsonParser json;

    private int index = CallPiece.NOWHERE;
    private String id = "";
    private String name = "";
    private String arguments = "";

    private OpenAiCall(JsonParser json) {
        this.json = json;
    }

    /** Reads the current object. */
    static CallPiece read(JsonParser json) throws IOException {
        OpenAiCall call = new OpenAiCall(json);
        JsonWalk.fields(json, call::readField);
        return new CallPiece(call.index, call.id, call.name, call.arguments, false);
    }

    private void readField(String field) throws IOException {
        switch (field) {
            case "index" -> index = json.currentToken().isNumeric() ? (int) JsonWalk.count(json) : index;
            case "id" -> id = JsonWalk.text(json);
            case "function" -> JsonWalk.fields(json, this::readFunction);
            default -> readFunction(field);
        }
    }

    /** Some servers send the arguments as the object that they should be in a text. */
    private void readFunction(String field) throws IOException {
        switch (field) {
            case "name" -> name = JsonWalk.text(json);
            case "arguments" -> arguments = JsonWalk.raw(json);
            default -> {}
        }
    }
}
