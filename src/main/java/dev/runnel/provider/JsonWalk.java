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

    /** Visits a whole document, which must be one object and nothing else. */
    static void document(JsonParser json, FieldReader reader) throws IOException {
        if (json.nextToken() != JsonToken.START_OBJECT) {
            throw new IOException("not a JSON object");
        }
        fields(json, reader);
        if (json.nextToken() != null) {
            throw new IOException("more than one JSON object");
        }
    }

    /** The text of the value, or an empty one for null and for anything that is not a scalar. */
    static String text(JsonParser json) throws IOException {
        return json.currentToken() == JsonToken.VALUE_NULL
                        || !json.currentToken().isScalarValue()
                ? ""
                : json.getText();
    }
}
