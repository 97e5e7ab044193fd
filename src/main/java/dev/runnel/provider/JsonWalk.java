package dev.runnel.provider;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.StringWriter;

/**
 * Visits the parts of a JSON document that a reader names and skips the rest. It builds no tree, because it runs once
 * for each token of every reply.
 */
final class JsonWalk {

    /** Receives each field; the parser is at its value, which may be read or skipped. */
    interface FieldReader {
        void read(String name) throws IOException;
    }

    /** Receives each element; the parser is at it. */
    interface ElementReader {
        void read() throws IOException;
    }

    private JsonWalk() {}

    /** Visits the fields of the current object; anything else is skipped. */
    static void fields(JsonParser json, FieldReader reader) throws IOException {
        if (json.currentToken() != JsonToken.START_OBJECT) {
            json.skipChildren();
            return;
        }
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String name = json.currentName();
            json.nextToken();
            reader.read(name);
            json.skipChildren();
        }
    }

    /** Visits the elements of the current array; anything else is skipped. */
    static void elements(JsonParser json, ElementReader reader) throws IOException {
        if (json.currentToken() != JsonToken.START_ARRAY) {
            json.skipChildren();
            return;
        }
        while (json.nextToken() != JsonToken.END_ARRAY) {
            reader.read();
            json.skipChildren();
        }
    }

    /**
     * Visits each object of a text: one, several in a row, or those of an array. Numbers, strings and nulls between
     * them are skipped.
     */
    static void documents(JsonParser json, ElementReader reader) throws IOException {
        while (json.nextToken() != null) {
            if (json.currentToken() == JsonToken.START_ARRAY) {
                elements(json, () -> document(json, reader));
            } else {
                document(json, reader);
            }
        }
    }

    private static void document(JsonParser json, ElementReader reader) throws IOException {
        if (json.currentToken() == JsonToken.START_OBJECT) {
            reader.read();
        } else {
            json.skipChildren();
        }
    }

    /** The text of the value; empty for null and for anything that is not a scalar. */
    static String text(JsonParser json) throws IOException {
        return json.currentToken() == JsonToken.VALUE_NULL
                        || !json.currentToken().isScalarValue()
                ? ""
                : json.getText();
    }

    /** The value as JSON, or a text as it is; empty for null. */
    static String raw(JsonParser json) throws IOException {
        if (!json.currentToken().isStructStart()) {
            return text(json);
        }
        StringWriter raw = new StringWriter();
        try (JsonGenerator copy = WireReader.JSON.createGenerator(raw)) {
            copy.copyCurrentStructure(json);
        }
        return raw.toString();
    }

    /** The value as a count, or 0 if it is none: a wrong token count is no reason to fail a reply. */
    static long count(JsonParser json) throws IOException {
        double value = json.currentToken().isScalarValue() ? json.getValueAsDouble() : 0;
        return value > 0 ? Math.min((long) value, Integer.MAX_VALUE) : 0;
    }

    /** Whether the value has content: it is not null, false, an empty text, an empty object or an empty array. */
    static boolean isSomething(JsonParser json) throws IOException {
        return switch (json.currentToken()) {
            case VALUE_NULL, VALUE_FALSE -> false;
            case VALUE_STRING -> json.getTextLength() > 0;
            case START_OBJECT, START_ARRAY -> hasChildren(json);
            default -> true;
        };
    }

    private static boolean hasChildren(JsonParser json) throws IOException {
        boolean any = false;
        while (!json.nextToken().isStructEnd()) {
            any = true;
            json.skipChildren();
        }
        return any;
    }
}
