package dev.runnel.front.aisdk;

import static dev.runnel.front.aisdk.AiSdkChat.lastMessage;
import static dev.runnel.front.aisdk.AiSdkChat.textOf;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.runnel.front.FrontProfiles;
import dev.runnel.testing.Conversation;
import dev.runnel.testing.NeedsNpm;
import dev.runnel.testing.PromptMessage;
import dev.runnel.testing.Script;
import dev.runnel.testing.SseClient;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a chat of the AI SDK, unchanged, shows. */
@NeedsNpm
@QuarkusTest
@TestProfile(FrontProfiles.OneCall.class)
class AiSdkClientTest extends AiSdkClientContract {

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
    void a_message_that_was_cut_off_is_shown_complete_and_once() {
        chat.does("send count").awaitText("one two three ");
        chat.does("stop").awaitStatus("ready");
        gate.open();
        chat.does("resume-last").awaitText(WHOLE);
        assertThat(chat.awaitStatus("ready").path("messages")).hasSize(2);
        assertThat(provider().requests()).hasSize(1);
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
    void a_user_who_asks_too_often_is_told_when_to_retry() {
        gate.open();
        for (int i = 0; i < FrontProfiles.REQUESTS; i++) {
            conversation.streamed("Hi");
        }
        JsonNode refusal = refusal(chat.does("send once more"));
        assertThat(refusal.path("code").asText()).isEqualTo("rate_limited");
        assertThat(refusal.path("retryAfter").asInt()).isPositive();
    }

    @Override
    AiSdkChat chat(String api, String id) {
        return new AiSdkChat(api, id);
    }
}
