package dev.runnel.front.agui;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.runnel.testing.Conversation;
import dev.runnel.testing.HalfwaySuite;
import dev.runnel.testing.SseClient;

/** Requests as {@code HttpAgent} sends them. */
abstract class AgUiSuite extends HalfwaySuite {

    String path() {
        return "/api/ag-ui/" + conversation.user();
    }

    String url() {
        return "http://127.0.0.1:" + url.getPort() + path();
    }

    SseClient ask(String run, String text, String... headers) {
        return SseClient.post(url.getPort(), path(), body(run, text), headers);
    }

    SseClient stop() {
        return SseClient.request(url.getPort(), "DELETE", path() + "/" + conversation.session(), "");
    }

    /** With one message; what else a client sends is there, too. */
    String body(String run, String text) {
        ObjectNode body = Conversation.JSON.createObjectNode();
        body.put("threadId", conversation.session()).put("runId", run);
        body.putArray("tools").addObject().put("name", "weather");
        body.putArray("context").addObject().put("description", "d").put("value", "v");
        body.putObject("state").put("own", 1);
        body.putObject("forwardedProps");
        body.putArray("messages")
                .addObject()
                .put("id", "m1")
                .put("role", "user")
                .put("content", text);
        return body.toString();
    }

    String lastPrompt() {
        return provider().requests().getLast().messages().getLast().text();
    }
}
