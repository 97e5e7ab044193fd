package dev.runnel.testing;

import static dev.runnel.testing.Requests.ask;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A client that goes away is noticed whatever the script is doing. */
class ClosedByClientTest {
    private static final Duration LONG = Duration.ofMinutes(1);
    private static final Duration AT_ONCE = Duration.ofMillis(250);

    static Stream<Script> scripts_that_are_still_going() {
        return Stream.of(
                Script.silent(),
                Script.tokens("a").thenStall(),
                Script.tokens("a").holdAt(new Gate()).then("b"),
                Script.reply("a").holdBeforeHeaders(new Gate()),
                Script.reply("a").delayBeforeHeaders(LONG),
                Script.reply("a").delayBeforeFirstToken(LONG),
                Script.reply("a", "b").delayBetweenTokens(LONG),
                Script.tokens("a").thenPause(LONG),
                Script.status(503).delayBeforeHeaders(LONG));
    }

    @ParameterizedTest
    @MethodSource("scripts_that_are_still_going")
    void a_client_that_closes_is_noticed_at_once(Script script) {
        try (var provider = ScriptedProvider.openAi().byDefault(script)) {
            SseClient client = ask(provider);
            provider.awaitRequests(1);
            assertThat(provider.requests().getFirst().closedByClient()).isFalse();
            long before = System.nanoTime();
            client.close();
            assertNoticedSince(before, provider);
        }
    }

    @ParameterizedTest
    @MethodSource("scripts_that_are_still_going")
    void a_client_that_resets_is_noticed_at_once(Script script) {
        try (var provider = ScriptedProvider.gemini().byDefault(script)) {
            SseClient client = ask(provider);
            provider.awaitRequests(1);
            long before = System.nanoTime();
            client.reset();
            assertNoticedSince(before, provider);
        }
    }

    private static void assertNoticedSince(long before, ScriptedProvider provider) {
        RecordedRequest request = provider.awaitClosedByClient(0);
        assertThat(Duration.ofNanos(request.closedByClientNanos().orElseThrow() - before))
                .isBetween(Duration.ZERO, AT_ONCE);
        assertThat(request.finishedNormally()).isFalse();
        provider.awaitNoRequestInProgress();
        provider.awaitOpenConnections(0);
    }
}
