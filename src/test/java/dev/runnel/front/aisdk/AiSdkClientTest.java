package dev.runnel.front.aisdk;

import static dev.runnel.front.aisdk.AiSdkChat.lastMessage;
import static dev.runnel.front.aisdk.AiSdkChat.textOf;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.runnel.testing.Conversation;
import dev.runnel.testing.FlakyNetwork;
import dev.runnel.testing.NeedsNpm;
import dev.runnel.testing.PromptMessage;
import dev.runnel.testing.Script;
import dev.runnel.testing.SseClient;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a chat of the AI SDK, unchanged, shows. */
@NeedsNpm
@QuarkusTest
@TestProfile(AiSdkSuite.Profile.class)
class AiSdkClientTest extends AiSdkSuite {

    private static final String WHOLE = "one two three four five";

    private AiSdkChat chat;

    @BeforeEach
    void open_a_chat() {
        chat = another();
    }

    @AfterEach
    void close_it() {
        chat.close();
    }

    @Test
    void a_reply_is_shown_while_it_comes_and_is_ready_at_its_end() {
        chat.does("send count").awaitText("one two three ");
        gate.open();
        chat.awaitText(WHOLE);
        JsonNode end = chat.awaitStatus("ready");
        assertThat(textOf(end)).isEqualTo(WHOLE);
        assertThat(end.has("error")).isFalse();
        assertThat(lastMessage(end).at("/metadata/usage/outputTokens").asInt()).isPositive();
        assertThat(lastMessage(end).at("/metadata/sessionId").asText()).isEqualTo(conversation.session());
    }

    @Test
    void every_chunk_is_one_that_the_schema_allows() {
        provider().enqueue(Script.tokens("one ").thenThink("hm").then("two"));
        JsonNode read = chat.does("read count").await(line -> line.has("read"));
        assertThat(read.path("read").asText()).isEqualTo("one two");
        assertThat(read.path("invalid")).isEmpty();
        assertThat(read.path("valid").asBoolean()).isTrue();
    }

    @Test
    void a_cut_reply_is_an_error_and_can_be_asked_again() {
        provider().enqueue(Script.tokens("one ").thenCut());
        JsonNode cut = chat.does("send count").awaitStatus("error");
        assertThat(cut.path("error").asText()).isEqualTo("The reply was cut off. Please try again.");
        assertThat(textOf(cut)).isEqualTo("one ");
        gate.open();
        chat.does("regenerate").awaitText(WHOLE);
        assertThat(chat.awaitStatus("ready").path("messages")).hasSize(2);
    }

    @Test
    void a_chat_that_is_opened_again_shows_the_running_reply() {
        chat.does("send count").awaitText("one two three ");
        try (AiSdkChat second = another()) {
            second.does("resume").awaitText("one two three ");
            gate.open();
            second.awaitText(WHOLE);
            second.awaitStatus("ready");
        }
        chat.awaitText(WHOLE);
        assertThat(provider().requests()).hasSize(1);
    }

    @Test
    void a_message_that_was_cut_off_is_shown_complete_and_once() {
        chat.does("send count").awaitText("one two three ");
        chat.does("stop").awaitStatus("ready");
        gate.open();
        chat.does("resume-last").awaitText(WHOLE);
        assertThat(chat.awaitStatus("ready").path("messages")).hasSize(2);
        assertThat(provider().requests()).hasSize(1);
    }

    @Test
    void a_broken_connection_is_an_error_and_the_message_can_be_loaded_completely() {
        try (FlakyNetwork network = new FlakyNetwork(url.getPort());
                AiSdkChat far = opened(network.port())) {
            far.does("send count").awaitText("one two three ");
            network.cut();
            assertThat(textOf(far.awaitStatus("error"))).isEqualTo("one two three ");
            gate.open();
            far.does("resume-last").awaitText(WHOLE);
            assertThat(far.awaitStatus("ready").path("messages")).hasSize(2);
        }
        assertThat(provider().requests()).hasSize(1);
    }

    @Test
    void a_chat_in_which_nothing_runs_stays_as_it_is() {
        JsonNode after =
                chat.does("resume").await(state -> state.path("done").asText().equals("resume"));
        assertThat(after.path("status").asText()).isEqualTo("ready");
        assertThat(after.path("messages")).isEmpty();
    }

    @Test
    void a_stopped_reply_is_ready_and_says_that_it_was_stopped() {
        chat.does("send count").awaitText("one two three ");
        try (var stop = stop()) {
            assertThat(stop.status()).isEqualTo(204);
        }
        JsonNode end = chat.awaitStatus("ready");
        assertThat(textOf(end)).isEqualTo("one two three ");
        assertThat(lastMessage(end).at("/metadata/finishReason").asText()).isEqualTo("stopped");
    }

    @Test
    void an_edited_message_is_answered_anew_and_the_model_sees_what_the_page_shows() {
        gate.open();
        said("send count", WHOLE);
        provider().enqueue(Script.reply("Hello"), Script.reply("Hi"), Script.reply("Bye"));
        said("send greet", "Hello");
        said("edit greet me", "Hi");
        assertThat(promptTexts()).endsWith("count", WHOLE, "greet me");
        said("send leave", "Bye");
        assertThat(promptTexts()).endsWith("count", WHOLE, "greet me", "Hi", "leave");
        assertThat(transcript()).containsExactly("count", WHOLE, "greet me", "Hi", "leave", "Bye");
    }

    @Test
    void a_first_message_that_is_edited_and_a_reply_that_is_made_anew_leave_nothing_of_the_others() {
        gate.open();
        said("send count", WHOLE);
        provider().enqueue(Script.reply("Hello"), Script.reply("Hi"));
        said("edit greet", "Hello");
        assertThat(promptTexts()).doesNotContain("count").endsWith("greet");
        said("regenerate", "Hi");
        assertThat(promptTexts()).doesNotContain("Hello").endsWith("greet");
        assertThat(transcript()).containsExactly("greet", "Hi");
    }

    private void said(String command, String answer) {
        chat.does(command).awaitText(answer);
        chat.awaitStatus("ready");
    }

    private List<String> promptTexts() {
        return provider().requests().getLast().messages().stream()
                .map(PromptMessage::text)
                .toList();
    }

    private List<String> transcript() {
        String path = conversation.wholePath() + "/" + conversation.session();
        try (SseClient client = SseClient.get(url.getPort(), path)) {
            return Conversation.json(client.rawBody())
                    .path("messages")
                    .valueStream()
                    .map(message -> message.path("content").asText())
                    .toList();
        }
    }

    @Test
    void a_refusal_is_an_error_with_a_sentence_and_a_code() {
        JsonNode refusal = refusal(chat.does("send  "));
        assertThat(refusal.path("code").asText()).isEqualTo("message_required");
        assertThat(refusal.path("error").asText()).isEqualTo("Please write a message first.");
    }

    @Test
    void a_user_who_asks_too_often_is_told_when_to_retry() {
        gate.open();
        for (int i = 0; i < REQUESTS; i++) {
            conversation.streamed("Hi");
        }
        JsonNode refusal = refusal(chat.does("send once more"));
        assertThat(refusal.path("code").asText()).isEqualTo("rate_limited");
        assertThat(refusal.path("retryAfter").asInt()).isPositive();
    }

    private static JsonNode refusal(AiSdkChat asked) {
        return Conversation.json(asked.awaitStatus("error").path("error").asText());
    }

    private AiSdkChat another() {
        return opened(url.getPort());
    }

    private AiSdkChat opened(int port) {
        AiSdkChat opened = new AiSdkChat("http://127.0.0.1:" + port + path(), conversation.session());
        opened.awaitStatus("ready");
        return opened;
    }
}
