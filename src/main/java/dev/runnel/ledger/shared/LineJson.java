package dev.runnel.ledger.shared;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.runnel.JsonText;
import dev.runnel.ReplyId;
import dev.runnel.SessionId;
import dev.runnel.ledger.ReplyLine;
import io.vertx.mutiny.redis.client.Response;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * A line as JSON: {@code [{"r":"REPLY","s":"queued","m":"MESSAGE","t":MILLISECONDS,"b":"TAKER"},…]}; empty for one without
 * places. What cannot be read is left out.
 */
final class LineJson {

    /** Trees only: nothing is bound by reflection. */
    private static final ObjectMapper JSON = new ObjectMapper();

    private LineJson() {}

    static String write(ReplyLine line) {
        List<String> places = new ArrayList<>(line.places().size());
        for (ReplyLine.Place place : line.places()) {
            places.add(JsonText.object(json -> {
                json.writeStringField("r", place.reply().value());
                json.writeStringField("s", place.state().name().toLowerCase(Locale.ROOT));
                if (!place.message().isEmpty()) {
                    json.writeStringField("m", place.message());
                }
                json.writeNumberField("t", place.since());
                if (place.taker().isPresent()) {
                    json.writeStringField("b", place.taker().get().value());
                }
            }));
        }
        return places.isEmpty() ? "" : "[" + String.join(",", places) + "]";
    }

    /** @param fields lines by the ids of their sessions */
    static Map<SessionId, ReplyLine> readAll(Response fields) {
        Map<SessionId, ReplyLine> lines = new HashMap<>();
        for (String name : fields.getKeys()) {
            SessionId.read(name)
                    .ifPresent(
                            session -> lines.put(session, read(fields.get(name).toString())));
        }
        return lines;
    }

    static ReplyLine read(String text) {
        if (text.isEmpty()) {
            return ReplyLine.EMPTY;
        }
        try {
            List<ReplyLine.Place> places = new ArrayList<>();
            for (JsonNode place : JSON.readTree(text)) {
                ReplyId.read(place.path("r").asText())
                        .ifPresent(reply -> places.add(new ReplyLine.Place(
                                reply,
                                state(place.path("s").asText()),
                                place.path("m").asText(),
                                place.path("t").asLong(),
                                ReplyId.read(place.path("b").asText()))));
            }
            return new ReplyLine(places);
        } catch (JsonProcessingException e) {
            return ReplyLine.EMPTY;
        }
    }

    /** A state that only a newer version knows is one of a reply that waits. */
    private static ReplyLine.State state(String name) {
        return Arrays.stream(ReplyLine.State.values())
                .filter(state -> state.name().equalsIgnoreCase(name))
                .findFirst()
                .orElse(ReplyLine.State.QUEUED);
    }
}
