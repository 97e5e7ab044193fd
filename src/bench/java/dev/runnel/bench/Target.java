package dev.runnel.bench;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

/**
 * Where a reply is asked for, and how.
 *
 * @param port on this machine
 * @param service whether it is Runnel; else whatever speaks the provider's own format
 */
record Target(int port, boolean service) {

    static Target ofService(int port) {
        return new Target(port, true);
    }

    static Target ofProvider(int port) {
        return new Target(port, false);
    }

    /** @param user a user of the service; each has limits of its own */
    String path(String user, boolean streamed) {
        return service
                ? (streamed ? "/api/conversation-stream/" : "/api/conversation/") + user
                : "/v1/chat/completions";
    }

    String body(ScriptedReply order, boolean streamed) {
        JsonObject body = service
                ? new JsonObject().put("message", order.message())
                : new JsonObject()
                        .put("model", "gpt-4o-mini")
                        .put("stream", streamed)
                        .put(
                                "messages",
                                new JsonArray()
                                        .add(new JsonObject()
                                                .put("role", "user")
                                                .put("content", order.message())));
        return body.encode();
    }
}
