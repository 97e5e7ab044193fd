package dev.runnel.front.aisdk;

import static dev.runnel.front.aisdk.AiSdkChat.textOf;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.runnel.front.FrontProfiles;
import dev.runnel.testing.NeedsNpm;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import org.junit.jupiter.api.Test;

/** What a chat of the AI SDK, unchanged, shows with {@code WebSocketChatTransport}. */
@NeedsNpm
@QuarkusTest
@TestProfile(FrontProfiles.OneCall.class)
class AiSdkSocketClientTest extends AiSdkClientContract {

    @Override
    AiSdkChat chat(String api, String id) {
        return AiSdkChat.onSocket(api, id);
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
    void a_stopped_reply_is_ready_and_leaves_the_provider() {
        chat.does("send count").awaitText("one two three ");
        chat.does("stop");
        assertThat(textOf(chat.awaitStatus("ready"))).isEqualTo("one two three ");
        provider().awaitClosedByClient(0);
    }
}
