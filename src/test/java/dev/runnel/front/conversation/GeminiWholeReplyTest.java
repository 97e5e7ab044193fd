package dev.runnel.front.conversation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runnel.testing.Conversation;
import dev.runnel.testing.Dialect;
import dev.runnel.testing.Profiles;
import dev.runnel.testing.Script;
import dev.runnel.testing.SseClient;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import org.junit.jupiter.api.Test;

@QuarkusTest
@TestProfile(Profiles.Gemini.class)
class GeminiWholeReplyTest extends WholeReplyTest {
    @Override
    protected Dialect dialect() {
        return Dialect.GEMINI;
    }

    @Test
    void a_provider_that_says_in_its_body_when_to_come_back_is_quoted() {
        provider().enqueue(Script.status(429).body("application/json", """
                {"error":{"code":429,"message":"Quota exceeded.","status":"RESOURCE_EXHAUSTED","details":[
                  {"@type":"type.googleapis.com/google.rpc.RetryInfo","retryDelay":"12.5s"}]}}"""));
        try (SseClient client = conversation.whole("Hi")) {
            assertThat(client.status()).isEqualTo(503);
            assertThat(client.header("Retry-After")).contains("13");
            assertThat(Conversation.json(client.rawBody()).path("retry_after").asInt())
                    .isEqualTo(13);
        }
    }
}
