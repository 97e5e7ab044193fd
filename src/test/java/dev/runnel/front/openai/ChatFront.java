package dev.runnel.front.openai;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.runnel.front.Front;
import dev.runnel.testing.Conversation;
import dev.runnel.testing.SseClient;

/** OpenAI's Chat Completions, which can neither be resumed nor stopped. */
public final class ChatFront implements Front {

    @Override
    public SseClient ask(Conversation conversation, String message) {
        ObjectNode body = Conversation.JSON.createObjectNode();
        body.put("model", "auto").put("stream", true).put("user", conversation.user());
        body.putArray("messages").addObject().put("role", "user").put("content", message);
        return SseClient.post(conversation.port(), "/v1/chat/completions", body.toString());
    }

    @Override
    public String text(String body) {
        return ChatStream.parse(body).text();
    }

    @Override
    public String reasoning(String body) {
        return ChatStream.parse(body).joined("reasoning_content");
    }

    @Override
    public boolean isWhole(String body) {
        ChatStream stream = ChatStream.parse(body);
        return stream.isDone() && stream.error().isMissingNode();
    }

    @Override
    public void assertLeft(String body) {
        ChatStream stream = ChatStream.parse(body);
        assertThat(stream.finishReasons()).isEmpty();
        assertThat(stream.isDone()).isFalse();
        assertThat(stream.error().path("code").asText()).isEqualTo("shutting_down");
    }

    @Override
    public String codeOf(String refusal) {
        return Conversation.json(refusal).at("/error/code").asText();
    }
}
