package dev.runnel.front.aisdk;

import static dev.runnel.front.aisdk.AiSdkChat.lastMessage;
import static dev.runnel.front.aisdk.AiSdkChat.textOf;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.runnel.testing.Conversation;
import dev.runnel.testing.FlakyNetwork;
import dev.runnel.testing.NeedsNpm;
import dev.runnel.testing.Script;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a chat of the AI SDK, unchanged, shows with {@code WebSocketChatTransport}. */
@NeedsNpm
@QuarkusTest
@TestProfile(AiSdkSuite.Profile.class)
class AiSdkSocketClientTest extends AiSdkSuite {

    private static final String WHOLE = "one two three four five";

    private AiSdkChat chat;

    @BeforeEach
    void open_a_chat() {
        chat = opened(url.getPort());
    }

    @AfterEach
    void close_it() {
        chat.close();
    }

    private AiSdkChat opened(int port) {
        AiSdkChat opened = AiSdkChat.onSocket("http://127.0.0.1:" + port + path(), conversation.session());
        opened.awaitStatus("ready");
        return opened;
    }

    @Test
    void a_reply_is_shown_while_it_comes_and_is_ready_at_its_end() {
        chat.does("send count").awaitText("one two three ");
        gate.open();
        chat.awaitText(WHOLE);
        JsonNode end = chat.awaitStatus("ready");
        assertThat(end.has("error")).isFalse();
        assertThat(lastMessage(end).at("/metadata/usage/outputTokens").asInt()).isPositive();
    }

    @Test
    void many_chats_share_the_transport() {
        chat.does("many 3").await(line -> line.has("opened"));
        gate.open();
        JsonNode texts = chat.await(line -> line.has("many")).path("many");
        assertThat(texts).hasSize(3).allSatisfy(text -> assertThat(text.asText())
                .isEqualTo(WHOLE));
    }

    @Test
    void every_chunk_is_one_that_the_schema_allows() {
        provider().enqueue(Script.tokens("one ").thenThink("hm").then("two"));
        JsonNode read = chat.does("read count").await(line -> line.has("read"));
        assertThat(read.path("read").asText()).isEqualTo("one two");
        assertThat(read.path("invalid")).isEmpty();
    }

    @Test
    void a_stopped_reply_is_ready_and_leaves_the_provider() {
        chat.does("send count").awaitText("one two three ");
        chat.does("stop");
        assertThat(textOf(chat.awaitStatus("ready"))).isEqualTo("one two three ");
        provider().awaitClosedByClient(0);
    }

    @Test
    void a_chat_that_is_opened_again_shows_the_running_reply() {
        chat.does("send count").awaitText("one two three ");
        try (AiSdkChat second = opened(url.getPort())) {
            second.does("resume").awaitText("one two three ");
            gate.open();
            second.awaitText(WHOLE);
            second.awaitStatus("ready");
        }
        chat.awaitText(WHOLE);
        assertThat(provider().requests()).hasSize(1);
    }

    @Test
    void a_broken_socket_is_an_error_and_its_message_can_be_had_whole() {
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
    void a_refusal_is_an_error_with_a_sentence_and_a_code() {
        JsonNode refusal = Conversation.json(
                chat.does("send  ").awaitStatus("error").path("error").asText());
        assertThat(refusal.path("code").asText()).isEqualTo("message_required");
        assertThat(refusal.path("error").asText()).isEqualTo("Please write a message first.");
    }
}
