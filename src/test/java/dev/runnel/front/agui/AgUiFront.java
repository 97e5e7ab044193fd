package dev.runnel.front.agui;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.runnel.front.Front;
import dev.runnel.testing.Conversation;
import dev.runnel.testing.SseClient;
import java.util.List;
import java.util.Optional;

/** AG-UI's front, used as {@code HttpAgent} does. */
public final class AgUiFront implements Front {

    @Override
    public SseClient ask(Conversation conversation, String message) {
        return SseClient.post(conversation.port(), path(conversation), body(conversation, message));
    }

    private static String path(Conversation conversation) {
        return "/api/ag-ui/" + conversation.user();
    }

    private static String body(Conversation conversation, String message) {
        ObjectNode body = Conversation.JSON.createObjectNode();
        body.put("threadId", conversation.session()).put("runId", "run-" + message.hashCode());
        body.putArray("messages")
                .addObject()
                .put("id", "m-" + message.hashCode())
                .put("role", "user")
                .put("content", message);
        return body.toString();
    }

    @Override
    public Optional<SseClient> comeBack(Conversation conversation, String read) {
        String last = AgUiRun.parse(read).ids().getLast();
        return Optional.of(SseClient.post(
                conversation.port(), path(conversation), body(conversation, "Hi"), "Last-Event-ID: " + last));
    }

    @Override
    public Optional<SseClient> stop(Conversation conversation, String read) {
        return Optional.of(SseClient.request(
                conversation.port(), "DELETE", path(conversation) + "/" + conversation.session(), ""));
    }

    @Override
    public String text(String body) {
        return AgUiRun.parse(body).text();
    }

    @Override
    public String reasoning(String body) {
        return AgUiRun.parse(body).deltas("REASONING_MESSAGE_CONTENT");
    }

    @Override
    public boolean isWhole(String body) {
        List<JsonNode> events = AgUiRun.parse(body).events();
        return !events.isEmpty() && events.getLast().path("type").asText().equals("RUN_FINISHED");
    }

    @Override
    public void assertLeft(String body) {
        AgUiRun run = AgUiRun.parse(body);
        assertThat(run.types()).doesNotContain("TEXT_MESSAGE_END", "RUN_FINISHED");
        assertThat(run.last().path("type").asText()).isEqualTo("RUN_ERROR");
        assertThat(run.last().path("code").asText()).isEqualTo("shutting_down");
        assertThat(run.ids()).hasSize(2);
    }

    @Override
    public String codeOf(String refusal) {
        return Conversation.json(refusal).path("code").asText();
    }
}
