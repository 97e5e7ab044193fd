package dev.runnel.front.conversation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runnel.testing.Dialect;
import dev.runnel.testing.OneProvider;
import dev.runnel.testing.ProviderSuite;
import dev.runnel.testing.RecordedRequest;
import dev.runnel.testing.Script;
import dev.runnel.testing.SseClient;
import dev.runnel.testing.SseEvents;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/** Gemini says what it thinks only to who asks for it, and some of its models refuse to be asked. */
@QuarkusTest
@TestProfile(GeminiReasoningTest.Profile.class)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class GeminiReasoningTest extends ProviderSuite {

    private static final String ASKED = "/generationConfig/thinkingConfig/includeThoughts";

    /** Which shows what the model thinks. */
    public static final class Profile extends OneProvider {
        public Profile() {
            super("gemini", Map.of("runnel.reasoning", "show"));
        }
    }

    @Override
    protected Dialect dialect() {
        return Dialect.GEMINI;
    }

    @Test
    @Order(1)
    void what_it_thinks_is_asked_for_and_shown() {
        provider().enqueue(Script.tokens().thenThink("Let me ", "see.").then("One."));
        SseEvents events = conversation.streamed("Hi");
        assertThat(events.types()).containsExactly("status", "status", "reasoning", "reasoning", "chunk", "complete");
        assertThat(events.text()).isEqualTo("One.");
        assertThat(provider().requests().getLast().body().at(ASKED).asBoolean()).isTrue();
    }

    @Test
    @Order(2)
    void what_was_thought_is_in_no_transcript() {
        provider().enqueue(Script.tokens().thenThink("secret").then("One."));
        conversation.streamed("Hi");
        try (SseClient client = SseClient.get(url.getPort(), conversation.wholePath() + "/" + conversation.session())) {
            assertThat(client.rawBody()).contains("One.").doesNotContain("secret");
        }
    }

    @Test
    @Order(3)
    void a_model_that_refuses_to_be_asked_is_asked_without_from_then_on() {
        provider()
                .enqueue(
                        Script.status(400).message("Unable to submit request because Thinking is not supported."),
                        Script.reply("One."),
                        Script.reply("Two."));
        assertThat(conversation.streamed("Hi").text()).isEqualTo("One.");
        assertThat(conversation.streamed("Again").text()).isEqualTo("Two.");
        List<RecordedRequest> requests = provider().requests();
        assertThat(requests)
                .extracting(request -> request.body().at(ASKED).asBoolean())
                .containsExactly(true, false, false);
    }
}
