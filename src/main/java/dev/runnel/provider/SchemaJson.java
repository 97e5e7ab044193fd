package dev.runnel.provider;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.langchain4j.model.chat.request.json.JsonArraySchema;
import dev.langchain4j.model.chat.request.json.JsonObjectSchema;
import dev.langchain4j.model.chat.request.json.JsonSchemaElement;
import dev.langchain4j.model.chat.request.json.JsonStringSchema;
import java.io.IOException;

/**
 * The schema of a structured answer as JSON Schema, in the subset that both providers take: objects with all their
 * properties required and no others, arrays, strings (OpenAI guide, "Structured model outputs"; Gemini guide,
 * "Structured output").
 */
final class SchemaJson {

    private SchemaJson() {}

    static void write(JsonGenerator json, JsonSchemaElement element) throws IOException {
        json.writeStartObject();
        switch (element) {
            case JsonObjectSchema object -> writeObject(json, object);
            case JsonArraySchema array -> {
                json.writeStringField("type", "array");
                json.writeFieldName("items");
                write(json, array.items());
            }
            case JsonStringSchema string -> json.writeStringField("type", "string");
            default -> throw new IllegalArgumentException("unexpected schema " + element.getClass());
        }
        if (element.description() != null) {
            json.writeStringField("description", element.description());
        }
        json.writeEndObject();
    }

    private static void writeObject(JsonGenerator json, JsonObjectSchema object) throws IOException {
        json.writeStringField("type", "object");
        json.writeObjectFieldStart("properties");
        for (var property : object.properties().entrySet()) {
            json.writeFieldName(property.getKey());
            write(json, property.getValue());
        }
        json.writeEndObject();
        json.writeArrayFieldStart("required");
        for (String name : object.properties().keySet()) {
            json.writeString(name);
        }
        json.writeEndArray();
        json.writeBooleanField("additionalProperties", false);
    }
}
