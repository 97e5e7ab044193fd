package dev.runnel.front.conversation;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.runnel.testing.Conversation;
import dev.runnel.testing.Profiles;
import dev.runnel.testing.SseClient;
import dev.runnel.testing.SseEvents;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.net.URL;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Without any key, in development and tests: the service can be tried, and nobody takes the demo for an AI. */
@QuarkusTest
@TestProfile(Profiles.NoKey.class)
class DemoModelTest {
    @TestHTTPResource
    URL url;

    private Conversation conversation;

    @BeforeEach
    void begin_anew() {
        conversation = Conversation.at(url.getPort());
    }

    @Test
    void a_streamed_reply_says_that_it_is_a_demo() {
        SseEvents events = conversation.streamed("Is {anybody} there?");
        assertThat(events.text()).contains("Is {anybody} there?", "demo model");
        assertThat(events.ofType("chunk")).hasSizeGreaterThan(10);
        assertThat(events.terminal().path("type").asText()).isEqualTo("complete");
        assertThat(events.terminal().path("provider").asText()).isEqualTo("demo");
        assertThat(events.terminal().path("usage").path("output_tokens").asInt())
                .isEqualTo(events.ofType("chunk").size());
    }

    @Test
    void a_whole_reply_says_that_it_is_a_demo_and_knows_the_turn() {
        try (SseClient client = conversation.whole("one")) {
            JsonNode reply = Conversation.json(client.rawBody());
            assertThat(reply.path("provider").asText()).isEqualTo("demo");
            assertThat(reply.path("message").asText()).contains("demo model", "turn 1");
        }
        try (SseClient client = conversation.whole("two")) {
            assertThat(Conversation.json(client.rawBody()).path("message").asText())
                    .contains("turn 2");
        }
    }

    @Test
    void it_thinks_when_somebody_writes_of_thinking() {
        SseEvents events = conversation.streamed("Think of a number");
        assertThat(events.ofType("status"))
                .extracting(event -> event.path("status").asText())
                .containsExactly("processing", "thinking");
        assertThat(events.text()).startsWith("You said: “Think of a number”.");
    }

    @Test
    void an_answer_is_as_long_as_it_may_be_and_ends_before_what_stops_it() {
        JsonNode brief = completed("\"max_tokens\":3");
        assertThat(brief.at("/message/content").asText()).isEqualTo("You said: “Hi”. ");
        assertThat(brief.path("finish_reason").asText()).isEqualTo("length");
        JsonNode stopped = completed("\"stop\":[\" is turn\"]");
        assertThat(stopped.at("/message/content").asText()).isEqualTo("You said: “Hi”. This");
        assertThat(stopped.path("finish_reason").asText()).isEqualTo("stop");
    }

    private JsonNode completed(String option) {
        String body = "{\"model\":\"auto\",\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}]," + option + "}";
        try (SseClient client = SseClient.post(url.getPort(), "/v1/chat/completions", body)) {
            return Conversation.json(client.rawBody()).at("/choices/0");
        }
    }

    @Test
    void a_few_rules_show_what_context_and_suggestions_look_like() {
        SseEvents events = conversation.streamed("Book a table for two people in New York on Friday at 8 pm");
        JsonNode context = events.ofType("context").getFirst().path("context");
        assertThat(context.path("intent").asText()).isEqualTo("booking");
        assertThat(context.path("entities"))
                .isEqualTo(Conversation.json(
                        "{\"place\":\"New York\",\"date\":\"on Friday\",\"time\":\"8 pm\",\"people\":\"two\"}"));
        assertThat(events.terminal().path("suggestions")).hasSizeBetween(2, 4);
    }

    @Test
    void health_is_up_and_says_that_it_is_a_demo() {
        try (SseClient client = SseClient.get(url.getPort(), "/q/health/ready")) {
            assertThat(client.status()).isEqualTo(200);
            JsonNode health = Conversation.json(client.rawBody());
            assertThat(health.path("status").asText()).isEqualTo("UP");
            JsonNode providers = health.path("checks")
                    .valueStream()
                    .filter(check -> check.path("name").asText().equals("providers"))
                    .findFirst()
                    .orElseThrow()
                    .path("data");
            assertThat(providers.path("providers").asText()).isEqualTo("demo");
            assertThat(providers.path("demo").asBoolean()).isTrue();
        }
    }
}
