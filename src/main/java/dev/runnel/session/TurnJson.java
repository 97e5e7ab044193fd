package dev.runnel.session;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.runnel.Correction;
import dev.runnel.Message;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The messages of a turn as JSON: {@code [{"role":"USER","text":"…","status":"COMPLETE"},…]}.
 *
 * <p>A pod of an older version drops a turn whose status it does not know, but passes over fields: for it an answer that
 * ended at a cap is a stopped one, one that ended at the model's limit is complete, and only {@code reason} tells them
 * apart. An answer that was corrected has {@code "steering":[{"after":CHARACTERS,"message":"…"}]} as well; for an older
 * version it is one text.
 */
final class TurnJson {

    private static final JsonFactory JSON = new JsonFactory();
    private static final String LIMIT = "limit";
    private static final String LENGTH = "length";
    private static final String STEERING = "steering";

    private TurnJson() {}

    static String write(List<Message> messages) {
        StringWriter text = new StringWriter(512);
        try (JsonGenerator json = JSON.createGenerator(text)) {
            json.writeStartArray();
            for (Message message : messages) {
                json.writeStartObject();
                json.writeStringField("role", message.role().name());
                json.writeStringField("text", message.text());
                writeStatus(json, message.status());
                writeCorrections(json, message.corrections());
                json.writeEndObject();
            }
            json.writeEndArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString();
    }

    private static void writeCorrections(JsonGenerator json, List<Correction> corrections) throws IOException {
        if (corrections.isEmpty()) {
            return;
        }
        json.writeArrayFieldStart(STEERING);
        for (Correction correction : corrections) {
            json.writeStartObject();
            json.writeNumberField("after", correction.after());
            json.writeStringField("message", correction.message());
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private static void writeStatus(JsonGenerator json, Message.Status status) throws IOException {
        switch (status) {
            case LIMIT -> writeStatus(json, Message.Status.STOPPED, LIMIT);
            case LENGTH -> writeStatus(json, Message.Status.COMPLETE, LENGTH);
            case COMPLETE, STOPPED, INTERRUPTED -> json.writeStringField("status", status.name());
        }
    }

    private static void writeStatus(JsonGenerator json, Message.Status known, String reason) throws IOException {
        json.writeStringField("status", known.name());
        json.writeStringField("reason", reason);
    }

    /** Empty if the text is not a list of messages. */
    static Optional<List<Message>> read(String text) {
        try (JsonParser json = JSON.createParser(text)) {
            List<Message> messages = new ArrayList<>();
            if (json.nextToken() != JsonToken.START_ARRAY) {
                return Optional.empty();
            }
            while (json.nextToken() == JsonToken.START_OBJECT) {
                messages.add(message(json));
            }
            return messages.isEmpty() ? Optional.empty() : Optional.of(messages);
        } catch (IOException | IllegalArgumentException | NullPointerException e) {
            return Optional.empty();
        }
    }

    private static Message message(JsonParser json) throws IOException {
        String role = null;
        String said = null;
        String status = null;
        String reason = null;
        List<Correction> corrections = List.of();
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String field = json.currentName();
            json.nextToken();
            switch (field) {
                case "role" -> role = json.getText();
                case "text" -> said = json.getText();
                case "status" -> status = json.getText();
                case "reason" -> reason = json.getText();
                case STEERING -> corrections = corrections(json);
                default -> json.skipChildren();
            }
        }
        return new Message(
                Message.Role.valueOf(role), said, status(Message.Status.valueOf(status), reason), corrections);
    }

    private static List<Correction> corrections(JsonParser json) throws IOException {
        List<Correction> corrections = new ArrayList<>();
        while (json.nextToken() == JsonToken.START_OBJECT) {
            int after = 0;
            String said = null;
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                String field = json.currentName();
                json.nextToken();
                switch (field) {
                    case "after" -> after = json.getIntValue();
                    case "message" -> said = json.getText();
                    default -> json.skipChildren();
                }
            }
            corrections.add(new Correction(after, said));
        }
        return corrections;
    }

    private static Message.Status status(Message.Status stored, String reason) {
        if (stored == Message.Status.STOPPED && LIMIT.equals(reason)) {
            return Message.Status.LIMIT;
        }
        return stored == Message.Status.COMPLETE && LENGTH.equals(reason) ? Message.Status.LENGTH : stored;
    }
}
