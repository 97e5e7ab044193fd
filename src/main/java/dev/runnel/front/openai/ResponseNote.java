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
 * What a response tells of its request, also later and on another pod. Kept with the reply.
 *
 * @param created in seconds since 1970; 0 of a reply that another front began
 * @param model as the client named it
 * @param store whether its turn is kept
 * @param background whether nobody has to watch
 * @param echo the settings that are told again
 * @param input the items of the request, if a session would not keep all of them
 */
record ResponseNote(
        long created, String model, boolean store, boolean background, ObjectNode echo, Optional<JsonNode> input) {

    /** It is kept for minutes with each of many thousand replies. */
    private static final int MAX_LENGTH = 16 * 1024;

    /** Trees only: nothing is bound by reflection. */
    private static final ObjectMapper JSON = new ObjectMapper();

    /** Of a response of which nothing is known but its time. */
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

    /** Without what is too large to be kept. */
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
