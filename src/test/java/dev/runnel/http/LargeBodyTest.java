package dev.runnel.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runnel.testing.Dialect;
import dev.runnel.testing.Profiles;
import dev.runnel.testing.ProviderSuite;
import dev.runnel.testing.SseClient;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A client that sends all of its body before it reads: the refusal must not be lost with a reset connection. */
@QuarkusTest
@TestProfile(Profiles.OpenAi.class)
class LargeBodyTest extends ProviderSuite {

    /** The system keeps some of what is not read; the service's own bound is 256 KiB, and the server's 4 MiB. */
    private static final int[] SIZES = {300 << 10, 3 << 20, 12 << 20};

    @Override
    protected Dialect dialect() {
        return Dialect.OPENAI;
    }

    @ParameterizedTest
    @ValueSource(strings = {"/api/conversation-stream/ann", "/v1/chat/completions", "/v1/responses", "/api/ai-sdk/ann"})
    void such_a_client_sees_why_it_is_refused(String path) {
        for (int size : SIZES) {
            try (SseClient client = SseClient.post(url.getPort(), path, conversation.body("x".repeat(size)))) {
                assertThat(client.status()).isEqualTo(413);
                assertThat(client.rawBody()).contains("body_too_large");
                assertThat(client.isEndedCleanly()).isTrue();
            }
        }
    }
}
