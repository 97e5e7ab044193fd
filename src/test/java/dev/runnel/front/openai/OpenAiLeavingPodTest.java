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

/** A pod that goes while an answer is streamed. */
@QuarkusTest
@TestProfile(OpenAiLeavingPodTest.Leaving.class)
class OpenAiLeavingPodTest extends ProviderSuite {

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
        String body = "{\"model\":\"auto\",\"stream\":true,\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}]}";
        try (SseClient client = SseClient.post(url.getPort(), OpenAiSuite.PATH, body)) {
            while (!client.nextEvent().contains("\"one \"")) {}
            drain.drain(Duration.ZERO).await().atMost(Duration.ofSeconds(10));
            ChatStream stream = ChatStream.of(client);
            assertThat(stream.finishReasons()).isEmpty();
            assertThat(stream.isDone()).isFalse();
            assertThat(stream.error().path("code").asText()).isEqualTo("shutting_down");
        }
        try (SseClient client = SseClient.post(url.getPort(), OpenAiSuite.PATH, body)) {
            assertThat(client.status()).isEqualTo(503);
            assertThat(client.rawBody()).contains("\"shutting_down\"");
        }
    }
}
