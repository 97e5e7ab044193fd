package dev.runnel.front.openai;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.runnel.Message;
import dev.runnel.UserId;
import dev.runnel.reply.HistoryService;
import dev.runnel.reply.KnownReply;
import dev.runnel.reply.ReplyService;
import io.smallrye.mutiny.Uni;
import java.util.ArrayList;
import java.util.List;

/** The items of the request for a response: as they came while its log is kept, and then its question. */
final class ResponseInputItems {

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final String CONTENT = "content";

    private final ReplyService replies;
    private final HistoryService histories;

    ResponseInputItems(ReplyService replies, HistoryService histories) {
        this.replies = replies;
        this.histories = histories;
    }

    /** The oldest first; fails with {@code REPLY_UNKNOWN} if there is no such response. */
    Uni<List<ObjectNode>> of(UserId user, ResponseId id) {
        return replies.describe(user, id.reply())
                .map(known -> items(known, id))
                .onFailure(ResponseHistory::isUnknown)
                .recoverWithUni(() -> kept(user, id));
    }

    private static List<ObjectNode> items(KnownReply known, ResponseId id) {
        ResponseNote note = KnownResponses.checked(known, id).note();
        List<ObjectNode> items = new ArrayList<>();
        note.input()
                .orElseGet(() -> JSON.arrayNode().add(question(known.question())))
                .forEach(item -> {
                    if (item instanceof ObjectNode sent) {
                        items.add(complete(sent, id, items.size()));
                    }
                });
        return items;
    }

    private Uni<List<ObjectNode>> kept(UserId user, ResponseId id) {
        return KnownResponses.message(histories, user, id, Message.Role.USER)
                .map(asked -> List.of(complete(question(asked.text()), id, 0)));
    }

    private static ObjectNode question(String text) {
        return JSON.objectNode().put("type", "message").put("role", "user").put(CONTENT, text);
    }

    /** With what a client may leave out. */
    private static ObjectNode complete(ObjectNode sent, ResponseId id, int index) {
        ObjectNode item = JSON.objectNode();
        item.put("id", new ResponseItemId(ResponseItemId.Kind.INPUT, index, id.reply(), id.session()).toString());
        item.put("type", sent.path("type").asText("message")).put("status", "completed");
        sent.properties().forEach(field -> {
            if (!item.has(field.getKey())) {
                item.set(field.getKey(), field.getValue());
            }
        });
        JsonNode content = sent.path(CONTENT);
        if (content.isTextual()) {
            boolean isAnswer = sent.path("role").asText().equals("assistant");
            ObjectNode part = JSON.objectNode().put("type", isAnswer ? "output_text" : "input_text");
            part.set("text", content);
            item.set(CONTENT, JSON.arrayNode().add(part));
        }
        return item;
    }

    /** A part of a list (OpenAI API reference, "List input items"). */
    static ObjectNode page(List<ObjectNode> items, boolean hasMore) {
        ArrayNode data = JSON.arrayNode().addAll(items);
        ObjectNode page = JSON.objectNode().put("object", "list");
        page.set("data", data);
        page.set(
                "first_id", items.isEmpty() ? JSON.nullNode() : items.getFirst().get("id"));
        page.set("last_id", items.isEmpty() ? JSON.nullNode() : items.getLast().get("id"));
        return page.put("has_more", hasMore);
    }
}
