package dev.runnel.front.aisdk;

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

/** A pod that goes while a chat is open. */
@QuarkusTest
@TestProfile(AiSdkLeavingPodTest.Leaving.class)
class AiSdkLeavingPodTest extends ProviderSuite {

    /** Whose process is of no use to another test. */
    public static final class Leaving extends Profiles.Redis {}

    @Inject
    ReplyDrain drain;

    @Override
    protected Dialect dialect() {
        return Dialect.OPENAI;
    }

    @Test
    void a_stream_whose_reply_continues_at_another_pod_ends_with_an_error_and_does_not_look_complete() {
        provider().byDefault(Script.tokens("one ").holdAt(new Gate()).then("two"));
        String body = "{\"id\":\"c\",\"messages\":[{\"id\":\"m\",\"role\":\"user\","
                + "\"parts\":[{\"type\":\"text\",\"text\":\"Hi\"}]}]}";
        try (SseClient client = SseClient.post(url.getPort(), "/api/ai-sdk/" + conversation.user(), body)) {
            while (!client.nextEvent().contains("\"one \"")) {}
            drain.drain(Duration.ZERO).await().atMost(Duration.ofSeconds(10));
            UiMessageStream stream = UiMessageStream.of(client);
            assertThat(stream.types()).doesNotContain("text-end", "finish", "abort");
            assertThat(stream.part("message-metadata")
                            .at("/messageMetadata/error/code")
                            .asText())
                    .isEqualTo("shutting_down");
            assertThat(stream.last().path("errorText").asText()).startsWith("The service is restarting.");
        }
    }
}
