package dev.runnel.provider;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;

/**
 * Visits the parts of a JSON document that a reader names and skips the rest: no tree is built, for this runs once per
 * token of every reply.
 */
final class JsonWalk {

    /** Receives each field; the parser stands on its value, which may be read or left. */
    interface FieldReader {
        void read(String name) throws IOException;
    }

    /** Receives each element; the parser stands on it. */
    interface ElementReader {
        void read() throws IOException;
    }

    private JsonWalk() {}

    /** Visits the fields of the object that the parser stands on; anything else is passed over. */
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

    /** Visits the elements of the array that the parser stands on; anything else is passed over. */
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
     * Visits each object of a text: one, several behind each other, or those of an array. Numbers, strings and nulls in
     * their place say nothing.
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

    /** The text of the value, or an empty one for null and for anything that is not a scalar. */
    static String text(JsonParser json) throws IOException {
        return json.currentToken() == JsonToken.VALUE_NULL
                        || !json.currentToken().isScalarValue()
                ? ""
                : json.getText();
    }

    /** The value as a count, or 0 for what is none: counts of tokens are no reason to fail a reply. */
    static long count(JsonParser json) throws IOException {
        double value = json.currentToken().isScalarValue() ? json.getValueAsDouble() : 0;
        return value > 0 ? Math.min((long) value, Integer.MAX_VALUE) : 0;
    }

    /** Whether the value says anything: it is not null, false, an empty text, an empty object or an empty array. */
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
