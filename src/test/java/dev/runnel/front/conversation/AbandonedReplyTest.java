package dev.runnel.front.conversation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runnel.testing.Gate;
import dev.runnel.testing.Profiles;
import dev.runnel.testing.ProviderSuite;
import dev.runnel.testing.RecordedRequest;
import dev.runnel.testing.Script;
import dev.runnel.testing.SseClient;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Nobody pays for a reply that nobody reads. */
abstract class AbandonedReplyTest extends ProviderSuite {
    private static final Duration A_SECOND = Duration.ofSeconds(1);

    static Stream<Script> before_the_first_word() {
        return Stream.of(
                Script.silent(),
                Script.reply("late").holdBeforeHeaders(new Gate()),
                Script.tokens().holdAt(new Gate()).then("late"));
    }

    @ParameterizedTest
    @MethodSource("before_the_first_word")
    void a_viewer_who_leaves_before_the_first_word_ends_the_providers_call_within_a_second(Script script) {
        provider().enqueue(script);
        try (SseClient client = conversation.stream("Hi")) {
            assertThat(client.nextEvent()).contains("processing");
            provider().awaitRequests(1);
            assertEndsWithinASecondOf(client::close);
        }
    }

    @Test
    void a_viewer_who_leaves_after_the_first_word_ends_the_providers_call_within_a_second() {
        provider().enqueue(Script.tokens("one").holdAt(new Gate()).then("two"));
        try (SseClient client = conversation.stream("Hi")) {
            assertThat(client.nextEvent()).contains("processing");
            assertThat(client.nextEvent()).contains("\"one\"");
            assertEndsWithinASecondOf(client::close);
        }
    }

    @Test
    void a_viewer_whose_connection_breaks_ends_the_providers_call_within_a_second() {
        provider().enqueue(Script.tokens("one").holdAt(new Gate()).then("two"));
        try (SseClient client = conversation.stream("Hi")) {
            client.nextEvent();
            assertThat(client.nextEvent()).contains("\"one\"");
            assertEndsWithinASecondOf(client::reset);
        }
    }

    @Test
    void what_a_viewer_has_read_before_leaving_is_remembered() {
        provider().enqueue(Script.tokens("one").holdAt(new Gate()).then("two"));
        try (SseClient client = conversation.stream("Hi")) {
            client.nextEvent();
            assertThat(client.nextEvent()).contains("\"one\"");
        }
        provider().awaitClosedByClient(0);
        conversation.streamed("Go on");
        assertThat(provider().requests().getLast().messages())
                .extracting("text")
                .containsExactly(Profiles.SYSTEM_PROMPT, "Hi", "one", "Go on");
    }

    private void assertEndsWithinASecondOf(Runnable leaving) {
        assertThat(provider().requests().getFirst().closedByClient()).isFalse();
        long left = System.nanoTime();
        leaving.run();
        RecordedRequest request = provider().awaitClosedByClient(0);
        assertThat(Duration.ofNanos(request.closedByClientNanos().orElseThrow() - left))
                .isBetween(Duration.ZERO, A_SECOND);
        provider().awaitNoRequestInProgress();
        assertThat(provider().requests()).hasSize(1);
    }
}
