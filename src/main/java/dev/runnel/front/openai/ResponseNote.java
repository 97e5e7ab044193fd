package dev.runnel.front.openai;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.runnel.FrontNote;
import dev.runnel.ReplyId;
import dev.runnel.SessionId;
import java.util.Optional;

/**
 * What has to be known of a request for its response, also later and on other pods. Stored with the reply.
 *
 * @param created the start of the response, in seconds since 1970; 0 for a reply that another front started
 * @param model the name in the request
 * @param store whether its turn is stored in a session
 * @param background whether it runs to its end even if nobody follows it
 * @param echo the settings that the response repeats
 * @param input the items of the request, if the session does not store all of them
 */
record ResponseNote(
        long created, String model, boolean store, boolean background, ObjectNode echo, Optional<JsonNode> input) {

    /** In characters. A pod keeps the notes of many thousand replies for minutes. */
    private static final int MAX_LENGTH = 16 * 1024;

    /** Only for JSON trees: binding to classes needs reflection, which a native image does not have by itself. */
    private static final ObjectMapper JSON = new ObjectMapper();

    /** For a response of which only the time is known. */
    static ResponseNote none(long created) {
        return new ResponseNote(created, ModelNames.AUTO, true, false, ResponseEcho.none(), Optional.empty());
    }

    static ResponseNote of(Optional<FrontNote> kept) {
        return kept.map(ResponseNote::read).orElseGet(() -> none(0));
    }

    private static ResponseNote read(FrontNote kept) {
        try {
            JsonNode note = JSON.readTree(kept.text());
            return new ResponseNote(
                    note.path("created").asLong(),
                    note.path("model").asText(),
                    note.path("store").asBoolean(),
                    kept.inBackground(),
                    note.path("echo") instanceof ObjectNode echo ? echo : ResponseEcho.none(),
                    Optional.of(note.path("input")).filter(JsonNode::isArray));
        } catch (JsonProcessingException e) {
            return none(0);
        }
    }

    /** The note to store, without parts that are too large for it. */
    FrontNote kept() {
        String all = text(echo, input);
        String less = all.length() <= MAX_LENGTH ? all : text(echo, Optional.empty());
        return new FrontNote(
                less.length() <= MAX_LENGTH ? less : text(ResponseEcho.none(), Optional.empty()), background);
    }

    private String text(ObjectNode settings, Optional<JsonNode> items) {
        ObjectNode note = JSON.createObjectNode()
                .put("created", created)
                .put("model", model)
                .put("store", store);
        note.set("echo", settings);
        items.ifPresent(given -> note.set("input", given));
        return note.toString();
    }

    ResponseId id(ReplyId reply, SessionId session) {
        return new ResponseId(created, reply, session);
    }
}
