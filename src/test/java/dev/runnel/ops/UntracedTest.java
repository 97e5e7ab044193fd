package dev.runnel.ops;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runnel.testing.Dialect;
import dev.runnel.testing.Profiles;
import dev.runnel.testing.ProviderSuite;
import dev.runnel.testing.RecordedSpans;
import dev.runnel.testing.SseClient;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import org.junit.jupiter.api.Test;

/** Without a collector, as the application is unless somebody names one. */
@QuarkusTest
@TestProfile(Profiles.OpenAi.class)
class UntracedTest extends ProviderSuite {
    private static final String CALLER = "traceparent: 00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";

    @Inject
    RecordedSpans spans;

    @Override
    protected Dialect dialect() {
        return Dialect.OPENAI;
    }

    @Test
    void no_span_is_made_and_no_trace_is_told_to_a_provider() {
        ask(conversation.streamPath());
        ask(conversation.wholePath());

        assertThat(provider().requests()).hasSize(2).allSatisfy(request -> assertThat(request.headers())
                .doesNotContainKey("traceparent"));
        assertThat(spans.all()).isEmpty();
    }

    private void ask(String path) {
        try (SseClient client = SseClient.post(url.getPort(), path, conversation.body("Hi"), CALLER)) {
            assertThat(client.rawBody()).isNotEmpty();
        }
    }
}
