package dev.runnel.front.openai;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.runnel.testing.Conversation;
import dev.runnel.testing.SseClient;

/** Requests as OpenAI's clients send them. */
abstract class ResponsesSuite extends OpenAiSuite {

    static final String RESPONSES = "/v1/responses";

    /** A request in one text, of this test's user. */
    ObjectNode asking(String text) {
        return Conversation.JSON
                .createObjectNode()
                .put("model", "auto")
                .put("input", text)
                .put("user", conversation.user());
    }

    JsonNode created(ObjectNode body, String... headers) {
        try (SseClient client = create(body, headers)) {
            return document(client);
        }
    }

    SseClient create(ObjectNode body, String... headers) {
        return SseClient.post(url.getPort(), RESPONSES, body.toString(), headers);
    }

    /** As it is now. */
    JsonNode read(String id) {
        try (SseClient client = SseClient.get(url.getPort(), path(id))) {
            return document(client);
        }
    }

    ResponseStream followed(String id, long after) {
        try (SseClient client = follow(id, after)) {
            return ResponseStream.of(client);
        }
    }

    SseClient follow(String id, long after) {
        return SseClient.get(url.getPort(), path(id) + "&stream=true&starting_after=" + after);
    }

    JsonNode does(String method, String path) {
        try (SseClient client = SseClient.request(url.getPort(), method, path, "")) {
            return document(client);
        }
    }

    String path(String id) {
        return RESPONSES + "/" + id + "?user=" + conversation.user();
    }

    String cancelPath(String id) {
        return RESPONSES + "/" + id + "/cancel?user=" + conversation.user();
    }

    static String textOf(JsonNode response) {
        return response.at("/output/0/content/0/text").asText();
    }

    private static JsonNode document(SseClient client) {
        JsonNode document = Conversation.json(client.rawBody());
        if (client.status() != 200) {
            throw new AssertionError(client.status() + " " + document);
        }
        return document;
    }
}
