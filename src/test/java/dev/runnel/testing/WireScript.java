package dev.runnel.testing;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;

/**
 * An answer as some real provider sends it, in no dialect: its parts are sent as they stand in a file of cases. A text is
 * sent as it is, a number is a pause in seconds, {@code repeat} repeats with {@code %d} counted, {@code base64} is bytes, and
 * any other object is the data of an event.
 */
public final class WireScript implements Script {

    private static final Map<String, String> EVENTS = Map.of("Content-Type", "text/event-stream");

    private final List<Action> plan;

    private WireScript(List<Action> plan) {
        this.plan = List.copyOf(plan);
    }

    /** A 200 whose body is this stream; it ends as HTTP wants it. */
    public static WireScript stream(JsonNode parts) {
        List<Action> plan = new ArrayList<>();
        plan.add(new Action.Head(200, EVENTS, 0));
        parts.forEach(part -> add(plan, part, -1, bytes -> new Action.Body(bytes, 0)));
        plan.add(new Action.End(Ending.CLEAN, false));
        return new WireScript(plan);
    }

    /** The same body, of which no end comes: the socket stays open. */
    public static WireScript openStream(JsonNode parts) {
        List<Action> plan = new ArrayList<>(stream(parts).plan);
        plan.set(plan.size() - 1, new Action.End(Ending.STALL, false));
        return new WireScript(plan);
    }

    /** One JSON document. */
    public static WireScript document(int status, JsonNode document) {
        byte[] body = Json.text(document).getBytes(StandardCharsets.UTF_8);
        return new WireScript(List.of(
                new Action.Head(
                        status,
                        Map.of("Content-Type", "application/json", "Content-Length", String.valueOf(body.length)),
                        0),
                new Action.Body(body, 0),
                new Action.End(Ending.CLEAN, false)));
    }

    /** The whole response, its head included; then the socket is closed. */
    public static WireScript raw(JsonNode parts) {
        List<Action> plan = new ArrayList<>();
        parts.forEach(part -> add(plan, part, -1, Action.Raw::new));
        plan.add(new Action.End(Ending.CUT, false));
        return new WireScript(plan);
    }

    /** The whole response as {@link #raw}, after which the connection serves on. */
    public static WireScript rawKeepingTheConnection(JsonNode parts) {
        List<Action> plan = new ArrayList<>(raw(parts).plan);
        plan.removeLast();
        return new WireScript(plan);
    }

    List<Action> plan() {
        return plan;
    }

    private interface Sent {
        Action of(byte[] bytes);
    }

    private static void add(List<Action> plan, JsonNode part, int count, Sent sent) {
        if (part.isNumber()) {
            plan.add(new Action.Wait(Duration.ofMillis(Math.round(part.asDouble() * 1000))));
        } else if (part.has("repeat")) {
            for (int i = 0; i < part.path("repeat").asInt(); i++) {
                for (JsonNode inner : part.path("of")) {
                    add(plan, inner, i, sent);
                }
            }
        } else if (part.has("base64")) {
            plan.add(sent.of(Base64.getDecoder().decode(part.path("base64").asText())));
        } else {
            String text = part.isTextual() ? part.asText() : "data: " + Json.text(part) + "\n\n";
            String counted = count < 0 ? text : text.replace("%d", String.valueOf(count));
            plan.add(sent.of(counted.getBytes(StandardCharsets.UTF_8)));
        }
    }
}
