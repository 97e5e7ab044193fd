package dev.runnel.front.aisdk;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.runnel.front.Front;
import dev.runnel.testing.Conversation;
import dev.runnel.testing.SseClient;
import java.util.List;
import java.util.Optional;

/** The AI SDK's front, used as {@code useChat} does. */
public final class AiSdkFront implements Front {

    @Override
    public SseClient ask(Conversation conversation, String message) {
        ObjectNode body = Conversation.JSON.createObjectNode();
        body.put("id", conversation.session()).put("trigger", "submit-message");
        ObjectNode sent = body.putArray("messages").addObject();
        sent.put("id", "m-" + message.hashCode()).put("role", "user");
        sent.putArray("parts").addObject().put("type", "text").put("text", message);
        return SseClient.post(conversation.port(), path(conversation), body.toString());
    }

    private static String path(Conversation conversation) {
        return "/api/ai-sdk/" + conversation.user();
    }

    @Override
    public Optional<SseClient> comeBack(Conversation conversation, String read) {
        return Optional.of(SseClient.get(conversation.port(), streamPath(conversation)));
    }

    @Override
    public Optional<SseClient> stop(Conversation conversation, String read) {
        return Optional.of(SseClient.request(conversation.port(), "DELETE", streamPath(conversation), ""));
    }

    private static String streamPath(Conversation conversation) {
        return path(conversation) + "/" + conversation.session() + "/stream";
    }

    @Override
    public String text(String body) {
        return UiMessageStream.parse(body).text();
    }

    @Override
    public String reasoning(String body) {
        return UiMessageStream.parse(body).deltas("reasoning-delta");
    }

    /** A resumed stream has the whole message again. */
    @Override
    public String text(String body, String rest) {
        return text(rest);
    }

    @Override
    public boolean isWhole(String body) {
        List<String> types = UiMessageStream.types(body);
        return types.contains("finish") && !types.contains("error") && !types.contains("abort");
    }

    @Override
    public void assertLeft(String body) {
        UiMessageStream stream = UiMessageStream.parse(body);
        assertThat(stream.types()).doesNotContain("text-end", "finish", "abort");
        assertThat(stream.part("message-metadata")
                        .at("/messageMetadata/error/code")
                        .asText())
                .isEqualTo("shutting_down");
        assertThat(stream.last().path("errorText").asText()).startsWith("The service is restarting.");
    }

    @Override
    public String codeOf(String refusal) {
        return Conversation.json(refusal).path("code").asText();
    }
}
