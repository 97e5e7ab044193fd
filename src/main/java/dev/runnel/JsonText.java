package dev.runnel;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;

/**
 * JSON that is written field by field: in the order of the code, without reflection, and without a character that could
 * end a line (see {@link LineEnds}).
 */
public final class JsonText {

    private static final JsonFactory JSON = new JsonFactory();
    /** Characters: most events and refusals are shorter. */
    private static final int USUAL_LENGTH = 128;

    private JsonText() {}

    /** Writes the fields of one object. */
    @FunctionalInterface
    public interface Fields {

        /** @param json within the object */
        void write(JsonGenerator json) throws IOException;
    }

    /** One JSON object without line breaks. */
    public static String object(Fields fields) {
        StringWriter out = new StringWriter(USUAL_LENGTH);
        try (JsonGenerator json = JSON.createGenerator(out)) {
            json.writeStartObject();
            fields.write(json);
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return LineEnds.escape(out.toString());
    }
}
