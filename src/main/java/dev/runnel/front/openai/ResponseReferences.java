package dev.runnel.front.openai;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.runnel.Failure;
import dev.runnel.FailureCode;
import dev.runnel.ReplyId;
import dev.runnel.SessionId;
import dev.runnel.UserId;
import io.smallrye.mutiny.Uni;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Puts items in the places of the references to them: {@code item_reference}, which clients send instead of what they were
 * answered before.
 */
final class ResponseReferences {

    private static final String INPUT = "input";

    /** Each is looked up. Who refers to more has {@code previous_response_id}, which is one. */
    private static final int MAX_RESPONSES = 32;

    /** Trees only: nothing is bound by reflection. */
    private static final ObjectMapper JSON = new ObjectMapper();

    /** @param place among the items of the request */
    private record Reference(int place, ResponseItemId item) {

        From from() {
            return new From(item.reply(), item.session());
        }

        RuntimeException unknown() {
            String field = INPUT + "[" + place + "].id";
            return Failure.ofParameter(
                            FailureCode.REPLY_UNKNOWN, field + " is of no item of a response that is known.", field)
                    .asException();
        }
    }

    private record From(ReplyId reply, SessionId session) {}

    private final KnownResponses responses;

    ResponseReferences(KnownResponses responses) {
        this.responses = responses;
    }

    /** The request without references; fails with a {@code FailureException} that names one that leads nowhere. */
    Uni<JsonNode> resolved(UserId user, JsonNode body) {
        List<Reference> references = references(body);
        if (references.isEmpty()) {
            return Uni.createFrom().item(body);
        }
        List<From> wanted = references.stream()
                .filter(reference -> !isReasoning(reference))
                .map(Reference::from)
                .distinct()
                .toList();
        if (wanted.size() > MAX_RESPONSES) {
            throw invalid("refers to more than " + MAX_RESPONSES + " responses; use previous_response_id");
        }
        if (wanted.isEmpty()) {
            return Uni.createFrom().item(() -> replaced((ObjectNode) body, references, Map.of()));
        }
        List<Uni<Map<String, JsonNode>>> found =
                wanted.stream().map(from -> items(user, from)).toList();
        return Uni.join().all(found).andFailFast().map(each -> {
            Map<String, JsonNode> items = new HashMap<>();
            each.forEach(items::putAll);
            return replaced((ObjectNode) body, references, items);
        });
    }

    private static List<Reference> references(JsonNode body) {
        List<Reference> references = new ArrayList<>();
        JsonNode items = body.path(INPUT);
        for (int place = 0; place < items.size() && items.isArray(); place++) {
            if (isReference(items.get(place))) {
                int at = place;
                String id = items.get(place).path("id").asText();
                references.add(ResponseItemId.parse(id)
                        .map(item -> new Reference(at, item))
                        .orElseThrow(() -> new Reference(at, null).unknown()));
            }
        }
        return references;
    }

    /** The specification lets its type be left out. */
    private static boolean isReference(JsonNode item) {
        String type = item.path("type").asText("");
        return type.equals("item_reference")
                || (!item.hasNonNull("type") && item.hasNonNull("id") && !item.hasNonNull("role"));
    }

    /** It is left out of every request, so it need not be known any more. */
    private static boolean isReasoning(Reference reference) {
        return reference.item().kind() == ResponseItemId.Kind.REASONING;
    }

    private Uni<Map<String, JsonNode>> items(UserId user, From from) {
        return responses
                .look(user, from.reply(), from.session())
                .map(ResponseReferences::outputOf)
                .onFailure(ResponseHistory::isUnknown)
                .recoverWithItem(Map.of());
    }

    private static Map<String, JsonNode> outputOf(KnownResponses.Known known) {
        if (known.state().status() == ResponseState.Status.IN_PROGRESS) {
            throw invalid("refers to a response that has not ended yet");
        }
        Map<String, JsonNode> items = new HashMap<>();
        try {
            JSON.readTree(known.json())
                    .path("output")
                    .forEach(item -> items.put(item.path("id").asText(), item));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a response is JSON", e);
        }
        return items;
    }

    private static JsonNode replaced(ObjectNode body, List<Reference> references, Map<String, JsonNode> items) {
        ArrayNode input = body.arrayNode().addAll((ArrayNode) body.get(INPUT));
        for (Reference reference : references) {
            JsonNode item = isReasoning(reference)
                    ? body.objectNode().put("type", "reasoning")
                    : items.get(reference.item().toString());
            if (item == null) {
                throw reference.unknown();
            }
            input.set(reference.place(), item);
        }
        ObjectNode whole = body.objectNode().setAll(body);
        return whole.set(INPUT, input);
    }

    private static RuntimeException invalid(String why) {
        return Failure.ofParameter(FailureCode.REQUEST_INVALID, INPUT + " " + why + ".", INPUT)
                .asException();
    }
}
