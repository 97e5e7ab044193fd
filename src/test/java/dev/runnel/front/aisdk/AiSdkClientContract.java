package dev.runnel.front.aisdk;

import static dev.runnel.front.aisdk.AiSdkChat.lastMessage;
import static dev.runnel.front.aisdk.AiSdkChat.textOf;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.runnel.testing.Conversation;
import dev.runnel.testing.FlakyNetwork;
import dev.runnel.testing.Script;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a chat of the AI SDK, unchanged, shows, however it is connected. */
abstract class AiSdkClientContract extends AiSdkSuite {

    AiSdkChat chat;

    /** Connected to this address. */
    abstract AiSdkChat chat(String api, String id);

    @BeforeEach
    void open_a_chat() {
        chat = another();
    }

    @AfterEach
    void close_it() {
        chat.close();
    }

    private AiSdkChat another() {
        return opened(url.getPort());
    }

    private AiSdkChat opened(int port) {
        AiSdkChat opened = chat("http://127.0.0.1:" + port + path(), conversation.session());
        opened.awaitStatus("ready");
        return opened;
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
    void a_message_that_the_page_calls_a_steer_becomes_part_of_the_running_reply() {
        chat.does("send count").awaitText("one two three ");
        chat.does("steer louder").await(line -> line.has("steered"));
        gate.open();
        JsonNode parts = lastMessage(chat.awaitText(WHOLE)).path("parts");
        assertThat(parts).extracting(JsonNode::asText).contains("data-steering");
    }

    @Test
    void a_chat_in_which_nothing_runs_stays_as_it_is() {
        JsonNode after =
                chat.does("resume").await(state -> state.path("done").asText().equals("resume"));
        assertThat(after.path("status").asText()).isEqualTo("ready");
        assertThat(after.path("messages")).isEmpty();
    }

    @Test
    void a_refusal_is_an_error_with_a_sentence_and_a_code() {
        JsonNode refusal = refusal(chat.does("send  "));
        assertThat(refusal.path("code").asText()).isEqualTo("message_required");
        assertThat(refusal.path("error").asText()).isEqualTo("Please write a message first.");
    }

    static JsonNode refusal(AiSdkChat asked) {
        return Conversation.json(asked.awaitStatus("error").path("error").asText());
    }
}
