package dev.runnel.front.openai;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.runnel.testing.Conversation;
import dev.runnel.testing.Dialect;
import dev.runnel.testing.Gate;
import dev.runnel.testing.ProviderSuite;
import dev.runnel.testing.Script;
import dev.runnel.testing.SseClient;
import org.junit.jupiter.api.BeforeEach;

/**
 * Requests as OpenAI's clients send them, with a second provider behind the first. A reply has five words, and waits after
 * the third until its gate is opened.
 */
abstract class OpenAiSuite extends ProviderSuite {

    static final String WHOLE = "one two three four five";
    static final String PATH = "/v1/chat/completions";

    final Gate gate = new Gate();

    @Override
    protected Dialect dialect() {
        return Dialect.OPENAI;
    }

    @BeforeEach
    void a_reply_waits_halfway() {
        provider()
                .byDefault(Script.tokens("one ", "two ", "three ")
                        .holdAt(gate)
                        .then("four ", "five")
                        .usage(12, 5))
                .byDefaultNonStreaming(Script.reply(WHOLE).usage(12, 5));
    }

    /** A question in one message, of this test's user. */
    ObjectNode question(String text) {
        ObjectNode body = Conversation.JSON.createObjectNode().put("model", "auto");
        body.putArray("messages").addObject().put("role", "user").put("content", text);
        return body.put("user", conversation.user());
    }

    ObjectNode streamed(String text) {
        return question(text).put("stream", true);
    }

    SseClient post(ObjectNode body, String... headers) {
        return SseClient.post(url.getPort(), PATH, body.toString(), headers);
    }
}
