package dev.runnel.provider;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.runnel.testing.Conversation;
import dev.runnel.testing.NamedProviders;
import dev.runnel.testing.Profiles;
import dev.runnel.testing.PromptMessage;
import dev.runnel.testing.RecordedRequest;
import dev.runnel.testing.Script;
import dev.runnel.testing.SseClient;
import dev.runnel.testing.SseEvents;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.net.URL;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Any number of providers, each with settings of its own. */
@QuarkusTest
@TestProfile(Profiles.Named.class)
class NamedProvidersTest {

    NamedProviders providers;

    @TestHTTPResource
    URL url;

    private Conversation conversation;

    @BeforeEach
    void begin_anew() {
        providers.reset();
        conversation = Conversation.at(url.getPort());
    }

    @Test
    void the_third_answers_when_the_first_two_cannot_and_is_named() {
        providers.of("azure").byDefault(Script.status(503));
        providers.of("my-groq").byDefault(Script.resetBeforeHeaders());
        providers.of("third").byDefault(Script.reply("Hello"));

        SseEvents events = conversation.streamed("Hi");

        assertThat(events.text()).isEqualTo("Hello");
        assertAnsweredBy(events.terminal(), "third");
        assertThat(providers.of("azure").requests()).hasSize(1);
        assertThat(providers.of("my-groq").requests()).hasSize(1);
    }

    @Test
    void the_document_names_who_answered_too() {
        providers.of("azure").byDefault(Script.status(503));

        try (SseClient answer = conversation.whole("Hi")) {
            JsonNode document = Conversation.json(answer.rawBody());
            assertThat(document.path("provider").asText()).isEqualTo("my-groq");
            assertThat(document.path("model").asText()).isEqualTo("my-groq-model");
        }
    }

    @Test
    void a_provider_that_has_no_time_to_wait_is_left_after_a_time_of_its_own() {
        // The general limit would let it answer.
        providers.of("azure").byDefault(Script.reply("Hello").delayBeforeHeaders(Duration.ofMillis(700)));

        SseEvents events = conversation.streamed("Hi");

        assertAnsweredBy(events.terminal(), "my-groq");
    }

    @Test
    void a_provider_that_thinks_for_long_is_given_a_time_of_its_own() {
        providers.of("azure").byDefault(Script.status(503));
        providers.of("my-groq").byDefault(Script.reply("Hello").delayBeforeHeaders(Duration.ofMillis(1_500)));

        SseEvents events = conversation.streamed("Hi");

        assertAnsweredBy(events.terminal(), "my-groq");
    }

    @Test
    void each_gets_its_own_keys_in_turn_and_its_own_query() {
        providers.of("azure").byDefault(Script.status(503));
        providers.of("my-groq").byDefault(Script.status(503));
        providers.of("third").byDefault(Script.reply("Hello"));

        conversation.streamed("Hi");
        conversation.streamed("Hi again");

        assertThat(providers.of("azure").requests())
                .extracting(request -> request.header("Authorization").orElse(""))
                .containsExactlyInAnyOrder("Bearer azure-key-1", "Bearer azure-key-2");
        assertThat(providers.of("third").requests())
                .extracting(request -> request.header("x-goog-api-key").orElse(""))
                .containsExactlyInAnyOrder("third-key-1", "third-key-2");
        assertThat(providers.of("third").requests())
                .extracting(RecordedRequest::path)
                .containsOnly("/v1beta/models/third-model:streamGenerateContent?alt=sse&api-version=1");
    }

    @Test
    void without_a_system_prompt_a_question_stands_for_itself() {
        providers.of("azure").enqueue(Script.status(503));
        providers.of("my-groq").enqueue(Script.status(503));

        conversation.streamed("Hi");

        assertThat(providers.of("my-groq").requests().getFirst().messages())
                .containsExactly(new PromptMessage("user", "Hi"));
        JsonNode body = providers.of("third").requests().getFirst().body();
        assertThat(body.has("systemInstruction")).isFalse();
        assertThat(body.path("contents")).hasSize(1);
    }

    private static void assertAnsweredBy(JsonNode complete, String name) {
        assertThat(complete.path("type").asText()).isEqualTo("complete");
        assertThat(complete.path("provider").asText()).isEqualTo(name);
        assertThat(complete.path("model").asText()).isEqualTo(name + "-model");
    }
}
