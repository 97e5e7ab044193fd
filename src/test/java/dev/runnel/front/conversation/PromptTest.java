package dev.runnel.front.conversation;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.runnel.testing.Conversation;
import dev.runnel.testing.Profiles;
import dev.runnel.testing.PromptMessage;
import dev.runnel.testing.ProviderSuite;
import dev.runnel.testing.RecordedRequest;
import dev.runnel.testing.Script;
import dev.runnel.testing.SseClient;
import dev.runnel.testing.SseEvents;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the provider is told. */
abstract class PromptTest extends ProviderSuite {
    private static final PromptMessage SYSTEM = new PromptMessage("system", Profiles.SYSTEM_PROMPT);

    @Test
    void the_system_prompt_comes_first_and_the_message_is_the_users() {
        conversation.streamed("Hi");
        RecordedRequest request = provider().requests().getFirst();
        assertThat(request.messages()).containsExactly(SYSTEM, user("Hi"));
        assertThat(request.streaming()).isTrue();
        assertThat(request.model()).isEqualTo(modelName());
    }

    @Test
    void the_key_is_sent_as_the_provider_wants_it() {
        conversation.streamed("Hi");
        RecordedRequest request = provider().requests().getFirst();
        switch (dialect()) {
            case OPENAI -> assertThat(request.header("Authorization")).contains("Bearer openai-key");
            case GEMINI -> assertThat(request.header("x-goog-api-key")).contains("gemini-key");
        }
    }

    @Test
    void earlier_turns_come_between_in_the_providers_own_roles() {
        provider().enqueue(Script.reply("Hello", " Ann"), Script.reply("Fine"));
        conversation.streamed("I am Ann");
        conversation.streamed("How are you?");
        conversation.streamed("Who am I?");
        RecordedRequest request = provider().requests().getLast();
        assertThat(request.messages())
                .containsExactly(
                        SYSTEM,
                        user("I am Ann"),
                        assistant("Hello Ann"),
                        user("How are you?"),
                        assistant("Fine"),
                        user("Who am I?"));
        assertThat(StreamSupport.stream(turns(request).spliterator(), false)
                        .map(turn -> turn.path("role").asText())
                        .toList())
                .containsExactly(
                        switch (dialect()) {
                            case OPENAI -> new String[] {"system", "user", "assistant", "user", "assistant", "user"};
                            case GEMINI -> new String[] {"user", "model", "user", "model", "user"};
                        });
    }

    private JsonNode turns(RecordedRequest request) {
        return switch (dialect()) {
            case OPENAI -> request.body().path("messages");
            case GEMINI -> request.body().path("contents");
        };
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{message} {instructions} {#if true}x{/if} {{it}} {|raw|} ${x}",
                "<html>&amp;\"quotes\" 'single' \\ back",
                " two spaces, a tab\t, lines\r\n\r\n and 日本語 👩‍👩‍👧 e\u0301\u2028 ",
                "data: {\"type\":\"complete\"}\n\n"
            })
    void a_message_and_a_reply_reach_the_provider_unchanged(String text) {
        provider().enqueue(Script.reply(text));
        conversation.streamed(text);
        conversation.streamed("And?");
        assertThat(provider().requests().getFirst().messages()).containsExactly(SYSTEM, user(text));
        assertThat(provider().requests().getLast().messages())
                .containsExactly(SYSTEM, user(text), assistant(text), user("And?"));
    }

    @Test
    void half_a_character_is_said_as_a_sign_for_it_and_poisons_no_later_turn() {
        provider().enqueue(Script.reply("so what"));
        try (SseClient client = SseClient.post(
                url.getPort(),
                conversation.streamPath(),
                "{\"message\":\"a\\ud83cb\",\"session_id\":\"" + conversation.session() + "\"}")) {
            assertThat(SseEvents.of(client).terminal().path("type").asText()).isEqualTo("complete");
        }
        conversation.streamed("And?");
        assertThat(provider().requests().getLast().messages().get(1)).isEqualTo(user("a\uFFFDb"));
    }

    @Test
    void bytes_that_are_no_utf_8_are_said_as_a_sign_for_them() throws Exception {
        byte[] body = conversation.body("a?b").getBytes(StandardCharsets.UTF_8);
        body[new String(body, StandardCharsets.UTF_8).indexOf("a?b") + 1] = (byte) 0xF0;
        try (HttpClient client = HttpClient.newHttpClient()) {
            HttpRequest request = HttpRequest.newBuilder(url.toURI().resolve(conversation.wholePath()))
                    .header("Content-Type", "application/json")
                    .POST(HttpRequest.BodyPublishers.ofByteArray(body))
                    .build();
            assertThat(client.send(request, HttpResponse.BodyHandlers.ofString())
                            .statusCode())
                    .isEqualTo(200);
        }
        assertThat(provider().requests().getLast().messages().getLast()).isEqualTo(user("a\uFFFDb"));
    }

    @Test
    void two_users_with_the_same_session_id_never_see_each_others_words() {
        Conversation other = new Conversation(url.getPort(), "other-" + UUID.randomUUID(), conversation.session());
        conversation.streamed("My secret is 7");
        other.streamed("What is the secret?");
        assertThat(provider().requests().getLast().messages()).containsExactly(SYSTEM, user("What is the secret?"));
        try (SseClient client = other.whole("And now?")) {
            assertThat(client.status()).isEqualTo(200);
        }
        assertThat(provider().requests().getLast().body().toString()).doesNotContain("My secret");
    }

    @Test
    void sessions_of_a_user_are_apart() {
        conversation.streamed("one");
        new Conversation(url.getPort(), conversation.user(), "another").streamed("two");
        assertThat(provider().requests().getLast().messages()).containsExactly(SYSTEM, user("two"));
    }

    @Test
    void a_reply_that_failed_on_the_way_is_remembered_as_far_as_it_came() {
        provider().enqueue(Script.tokens("The answer", " is").thenCut());
        assertThat(conversation.streamed("What is it?").terminal().path("code").asText())
                .isEqualTo("provider_cut");
        conversation.streamed("Go on");
        assertThat(provider().requests().getLast().messages())
                .containsExactly(SYSTEM, user("What is it?"), assistant("The answer is"), user("Go on"));
    }

    @Test
    void questions_without_an_answer_are_said_as_one_so_that_users_and_models_take_turns() {
        provider().enqueue(Script.status(503), Script.reply(""), Script.reply("Fine"));
        conversation.streamed("What is it?");
        conversation.streamed("Well?");
        try (SseClient client = conversation.whole("I wait.")) {
            assertThat(client.status()).isEqualTo(200);
        }
        String question = "What is it?\n\nWell?\n\nI wait.";
        assertThat(provider().requests().getLast().messages()).containsExactly(SYSTEM, user(question));

        conversation.streamed("And now?");
        assertThat(provider().requests().getLast().messages())
                .containsExactly(SYSTEM, user(question), assistant("Fine"), user("And now?"));
    }

    @Test
    void a_question_that_is_asked_again_in_the_same_words_is_said_once() {
        provider().enqueue(Script.status(503), Script.tokens().thenEndWithoutFinish());
        for (int i = 0; i < 3; i++) {
            conversation.streamed("What is it?");
        }
        assertThat(provider().requests().getLast().messages()).containsExactly(SYSTEM, user("What is it?"));
    }

    @Test
    void both_endpoints_go_on_with_the_same_session() {
        provider().enqueue(Script.reply("streamed"), Script.reply("whole"));
        conversation.streamed("one");
        try (SseClient client = conversation.whole("two")) {
            assertThat(client.status()).isEqualTo(200);
        }
        conversation.streamed("three");
        assertThat(provider().requests().get(1).messages())
                .containsExactly(SYSTEM, user("one"), assistant("streamed"), user("two"));
        assertThat(provider().requests().get(2).messages())
                .containsExactly(
                        SYSTEM, user("one"), assistant("streamed"), user("two"), assistant("whole"), user("three"));
    }

    private static PromptMessage user(String text) {
        return new PromptMessage("user", text);
    }

    private static PromptMessage assistant(String text) {
        return new PromptMessage("assistant", text);
    }
}
