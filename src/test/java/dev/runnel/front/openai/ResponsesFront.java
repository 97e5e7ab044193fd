package dev.runnel.front.openai;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.runnel.front.Front;
import dev.runnel.testing.Conversation;
import dev.runnel.testing.SseClient;
import java.util.List;
import java.util.Optional;

/** OpenAI's Responses, used as its clients do. */
public final class ResponsesFront implements Front {

    @Override
    public SseClient ask(Conversation conversation, String message) {
        ObjectNode body = Conversation.JSON.createObjectNode();
        body.put("model", "auto").put("input", message).put("stream", true).put("user", conversation.user());
        return SseClient.post(conversation.port(), ResponsesSuite.RESPONSES, body.toString());
    }

    @Override
    public Optional<SseClient> comeBack(Conversation conversation, String read) {
        ResponseStream seen = ResponseStream.parse(read);
        String query = "?stream=true&starting_after=" + seen.numbers().getLast() + "&user=" + conversation.user();
        return Optional.of(SseClient.get(conversation.port(), path(seen) + query));
    }

    @Override
    public Optional<SseClient> stop(Conversation conversation, String read) {
        String path = path(ResponseStream.parse(read)) + "/cancel?user=" + conversation.user();
        return Optional.of(SseClient.request(conversation.port(), "POST", path, ""));
    }

    private static String path(ResponseStream seen) {
        return ResponsesSuite.RESPONSES + "/" + seen.id();
    }

    @Override
    public String text(String body) {
        return ResponseStream.parse(body).text();
    }

    @Override
    public String reasoning(String body) {
        return ResponseStream.parse(body).deltas("response.reasoning_summary_text.delta");
    }

    @Override
    public boolean isWhole(String body) {
        List<JsonNode> events = ResponseStream.parse(body).events();
        return !events.isEmpty() && events.getLast().path("type").asText().equals("response.completed");
    }

    @Override
    public void assertLeft(String body) {
        ResponseStream stream = ResponseStream.parse(body);
        assertThat(stream.types()).endsWith("error").doesNotContain("response.failed", "response.completed");
        assertThat(stream.isDone()).isFalse();
        assertThat(stream.last().path("code").asText()).isEqualTo("shutting_down");
    }

    @Override
    public String codeOf(String refusal) {
        return Conversation.json(refusal).at("/error/code").asText();
    }
}
