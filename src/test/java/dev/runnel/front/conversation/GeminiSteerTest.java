package dev.runnel.front.conversation;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.runnel.testing.Conversation;
import dev.runnel.testing.Dialect;
import dev.runnel.testing.Gate;
import dev.runnel.testing.Profiles;
import dev.runnel.testing.ProviderSuite;
import dev.runnel.testing.Script;
import dev.runnel.testing.SseClient;
import dev.runnel.testing.SseEvents;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import org.junit.jupiter.api.Test;

/** Gemini tells with each piece of an answer what it has cost so far. */
@QuarkusTest
@TestProfile(Profiles.Gemini.class)
class GeminiSteerTest extends ProviderSuite {

    @Override
    protected Dialect dialect() {
        return Dialect.GEMINI;
    }

    @Test
    void what_a_corrected_reply_cost_has_the_call_that_the_correction_ended() {
        double before = billedOutput();
        provider()
                .enqueue(
                        Script.tokens("It costs 5 dollars. ")
                                .usage(10, 8)
                                .holdAt(new Gate())
                                .then("never"),
                        Script.reply("Or ", "4 euros.").usage(20, 2));
        try (SseClient viewer = conversation.stream("How much is it?")) {
            viewer.nextEvent();
            viewer.nextEvent();
            steer("in euros, please");
            JsonNode usage = SseEvents.of(viewer).terminal().path("usage");
            assertThat(usage.path("input_tokens").asInt()).isEqualTo(10 + 20);
            assertThat(usage.path("output_tokens").asInt()).isEqualTo(1 + 2);
        }
        assertThat(billedOutput()).isEqualTo(before + 1 + 2);
    }

    private double billedOutput() {
        try (SseClient client = SseClient.get(url.getPort(), "/q/metrics", "Accept: text/plain")) {
            return client.rawBody()
                    .lines()
                    .filter(line -> line.startsWith("gen_ai_client_token_usage_tokens_sum{")
                            && line.contains("gcp.gemini")
                            && line.contains("output"))
                    .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                    .sum();
        }
    }

    private void steer(String message) {
        String body = Conversation.JSON
                .createObjectNode()
                .put("message", message)
                .put("session_id", conversation.session())
                .put("when", "steer")
                .toString();
        try (SseClient steer = SseClient.post(conversation.port(), conversation.streamPath(), body)) {
            assertThat(steer.status()).isEqualTo(200);
        }
    }
}
