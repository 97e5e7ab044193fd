package dev.runnel.session;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.runnel.Context;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;

/** A context as JSON: {@code {"intent":"…","entities":{"place":{"value":"Rome","age":0}}}}. */
final class ContextJson {

    private static final JsonFactory JSON = new JsonFactory();

    private ContextJson() {}

    static String write(Context context) {
        StringWriter text = new StringWriter(128);
        try (JsonGenerator json = JSON.createGenerator(text)) {
            json.writeStartObject();
            json.writeStringField("intent", context.intent());
            json.writeObjectFieldStart("entities");
            for (Map.Entry<String, Context.Entity> entity : context.entities().entrySet()) {
                json.writeObjectFieldStart(entity.getKey());
                json.writeStringField("value", entity.getValue().value());
                json.writeNumberField("age", entity.getValue().age());
                json.writeEndObject();
            }
            json.writeEndObject();
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString();
    }

    /** {@link Context#NONE} if the text is not a context. */
    static Context read(String text) {
        String intent = "";
        Map<String, Context.Entity> entities = new LinkedHashMap<>();
        try (JsonParser json = JSON.createParser(text)) {
            json.nextToken();
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                String field = json.currentName();
                json.nextToken();
                switch (field) {
                    case "intent" -> intent = json.getText();
                    case "entities" -> readEntities(json, entities);
                    default -> json.skipChildren();
                }
            }
            return new Context(intent, entities);
        } catch (IOException | IllegalArgumentException | NullPointerException e) {
            return Context.NONE;
        }
    }

    private static void readEntities(JsonParser json, Map<String, Context.Entity> entities) throws IOException {
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String name = json.currentName();
            String value = "";
            int age = 0;
            json.nextToken();
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                String field = json.currentName();
                json.nextToken();
                switch (field) {
                    case "value" -> value = json.getText();
                    case "age" -> age = json.getIntValue();
                    default -> json.skipChildren();
                }
            }
            entities.put(name, new Context.Entity(value, age));
        }
    }
}
