package dev.runnel.front.conversation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runnel.testing.SseClient;
import dev.runnel.testing.SseEvents;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** A reply ends before its model has finished: on request, or because nobody follows it. */
@QuarkusTest
@TestProfile(HalfwayReplyTestBase.Profile.class)
class StoppedReplyTest extends HalfwayReplyTestBase {

    @Test
    void a_stopped_reply_ends_at_once_with_what_it_has_and_the_provider_is_left() {
        try (SseClient viewer = ask()) {
            String reply = replyOf(viewer);
            StringBuilder read = new StringBuilder();
            while (!read.toString().endsWith("three ")) {
                read.append(first(viewer).path("content").asText());
            }
            try (SseClient stop =
                    SseClient.request(port, "DELETE", "/api/conversation-stream/" + user + "/" + reply, "")) {
                assertThat(stop.status()).isEqualTo(204);
            }
            SseEvents rest = SseEvents.of(viewer);
            assertThat(rest.text()).isEqualTo("one two three ");
            assertThat(rest.terminal().path("type").asText()).isEqualTo("complete");
            assertThat(rest.terminal().path("finish_reason").asText()).isEqualTo("stopped");
        }
        provider.awaitClosedByClient(0);
    }

    @Test
    void a_reply_without_a_viewer_is_stopped_after_the_grace_and_not_before() {
        try (SseClient viewer = ask()) {
            first(viewer);
            provider.awaitTokensSent(0, 3);
        }
        Duration open = provider.awaitClosedByClient(0).closedByClientAfter().orElseThrow();
        assertThat(open).isBetween(Duration.ofMillis(1900), Duration.ofSeconds(5));
    }
}
