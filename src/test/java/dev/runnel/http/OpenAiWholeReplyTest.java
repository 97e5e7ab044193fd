package dev.runnel.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.runnel.testing.Dialect;
import dev.runnel.testing.Script;
import dev.runnel.testing.SseClient;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import org.junit.jupiter.api.Test;

/** With three answers that the Gemini extension's client cannot read: it stumbles over what they lack. */
@QuarkusTest
@TestProfile(Profiles.OpenAi.class)
class OpenAiWholeReplyTest extends WholeReplyTest {
    @Override
    Dialect dialect() {
        return Dialect.OPENAI;
    }

    @Test
    void a_refused_prompt_is_told_as_such() {
        assertFails(422, "content_filtered", Script.contentFiltered());
    }

    @Test
    void a_reply_without_a_finish_reason_is_no_reply() {
        assertFails(502, "provider_cut", Script.tokens("a").thenEndWithoutFinish());
    }

    @Test
    void a_reply_whose_usage_is_not_told_is_a_reply_all_the_same() {
        provider().enqueue(Script.reply("Hello").withoutUsage());
        try (SseClient client = conversation.whole("Hi")) {
            JsonNode body = Conversation.json(client.rawBody());
            assertThat(body.path("message").asText()).isEqualTo("Hello");
            assertThat(body.path("usage").toString()).isEqualTo("{\"input_tokens\":0,\"output_tokens\":0}");
        }
    }
}
