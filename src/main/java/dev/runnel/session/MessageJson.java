package dev.runnel.session;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.runnel.Message;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.Optional;

/** A message as one line of JSON: {@code {"turn":"…","role":"USER","text":"…","status":"COMPLETE"}}. */
final class MessageJson {

    private static final JsonFactory JSON = new JsonFactory();

    private MessageJson() {}

    static String write(String turn, Message message) {
        StringWriter text = new StringWriter(message.text().length() + 120);
        try (JsonGenerator json = JSON.createGenerator(text)) {
            json.writeStartObject();
            json.writeStringField("turn", turn);
            json.writeStringField("role", message.role().name());
            json.writeStringField("text", message.text());
            json.writeStringField("status", message.status().name());
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString();
    }

    /** Empty for what is no message of ours: a conversation goes on without it rather than not at all. */
    static Optional<Message> read(String text) {
        String role = null;
        String said = null;
        String status = null;
        try (JsonParser json = JSON.createParser(text)) {
            json.nextToken();
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                String field = json.currentName();
                json.nextToken();
                switch (field) {
                    case "role" -> role = json.getText();
                    case "text" -> said = json.getText();
                    case "status" -> status = json.getText();
                    default -> json.skipChildren();
                }
            }
            return Optional.of(new Message(Message.Role.valueOf(role), said, Message.Status.valueOf(status)));
        } catch (IOException | IllegalArgumentException | NullPointerException e) {
            return Optional.empty();
        }
    }
}
