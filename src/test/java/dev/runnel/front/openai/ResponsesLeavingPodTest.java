package dev.runnel.front.openai;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runnel.reply.ReplyDrain;
import dev.runnel.testing.Dialect;
import dev.runnel.testing.Gate;
import dev.runnel.testing.Profiles;
import dev.runnel.testing.ProviderSuite;
import dev.runnel.testing.Script;
import dev.runnel.testing.SseClient;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** A pod that goes while a response is streamed. */
@QuarkusTest
@TestProfile(ResponsesLeavingPodTest.Leaving.class)
class ResponsesLeavingPodTest extends ProviderSuite {

    /** Whose process is of no use to another test. */
    public static final class Leaving extends Profiles.Redis {}

    @Inject
    ReplyDrain drain;

    @Override
    protected Dialect dialect() {
        return Dialect.OPENAI;
    }

    @Test
    void an_answer_that_ends_here_ends_with_an_error_and_not_as_if_it_were_whole() {
        provider().byDefault(Script.tokens("one ").holdAt(new Gate()).then("two"));
        String body = "{\"model\":\"auto\",\"stream\":true,\"input\":\"Hi\"}";
        try (SseClient client = SseClient.post(url.getPort(), ResponsesSuite.RESPONSES, body)) {
            while (!client.nextEvent().contains("\"one \"")) {}
            drain.drain(Duration.ZERO).await().atMost(Duration.ofSeconds(10));
            ResponseStream stream = ResponseStream.of(client);
            assertThat(stream.types()).endsWith("error").doesNotContain("response.failed", "response.completed");
            assertThat(stream.isDone()).isFalse();
            assertThat(stream.last().path("code").asText()).isEqualTo("shutting_down");
        }
        try (SseClient client = SseClient.post(url.getPort(), ResponsesSuite.RESPONSES, body)) {
            assertThat(client.status()).isEqualTo(503);
            assertThat(client.rawBody()).contains("\"shutting_down\"");
        }
    }
}
