package dev.runnel.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.microsoft.playwright.Response;
import dev.runnel.testing.Gate;
import dev.runnel.testing.Script;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** For how long a reply is read, as the page tells the service. */
@QuarkusTest
@TestProfile(BrowserSuite.Profile.class)
class ReadingTest extends ConversationSuite {

    private static final String ASK = """
            window.abort = new AbortController();
            window.reply = runnel.streamReply({userId: arg.user, message: 'count', signal: abort.signal, ...window.more});
            """;

    @Inject
    MeterRegistry metrics;

    @BeforeEach
    void aPageOfTheServiceAndAReplyThatWaitsHalfway() {
        page.clock().install();
        page.navigate("/runnel/client.js");
        page.evaluate("window.more = {}");
        provider.byDefault(Script.tokens("one ", "two ").holdAt(gate).then("three"));
    }

    @Test
    void it_is_told_when_the_next_question_is_asked() {
        gate.open();
        run(ASK + "await reply.finished", Map.of("user", user));
        page.clock().fastForward(7_000);
        assertThat(seconds(reported(() -> run(ASK, Map.of("user", user))))).isBetween(7.0, 20.0);
    }

    @Test
    void it_is_told_when_the_watching_is_aborted() {
        run(ASK, Map.of("user", user));
        page.waitForFunction("reply.text === 'one two '");
        page.clock().fastForward(3_000);
        assertThat(seconds(reported(() -> page.evaluate("abort.abort()")))).isBetween(3.0, 20.0);
    }

    @Test
    void it_is_told_when_the_page_goes() {
        run(ASK, Map.of("user", user));
        page.waitForFunction("reply.text === 'one two '");
        long before = metrics.get("runnel.reading.time").timer().count();
        page.navigate("about:blank");
        await().untilAsserted(() ->
                assertThat(metrics.get("runnel.reading.time").timer().count()).isEqualTo(before + 1));
    }

    @Test
    void while_the_page_is_hidden_nobody_reads() {
        run(ASK, Map.of("user", user));
        page.waitForFunction("reply.text === 'one two '");
        show(false);
        page.clock().fastForward(30_000);
        show(true);
        assertThat(seconds(reported(() -> page.evaluate("abort.abort()")))).isLessThan(20);
    }

    @Test
    void after_the_end_it_is_told_when_the_page_is_hidden_and_once() {
        gate.open();
        run(ASK + "await reply.finished", Map.of("user", user));
        assertThat(reported(() -> show(false)).status()).isEqualTo(204);
        assertNothingReported(() -> {
            show(true);
            show(false);
            page.evaluate("abort.abort()");
        });
    }

    @Test
    void five_minutes_after_the_end_nobody_reads_any_more() {
        gate.open();
        run(ASK + "await reply.finished", Map.of("user", user));
        assertThat(seconds(reported(() -> page.clock().fastForward(3_600_000)))).isBetween(300.0, 3_600.0);
    }

    @Test
    void nothing_is_told_where_that_is_switched_off() {
        gate.open();
        page.evaluate("window.more = {reportReading: false}");
        run(ASK + "await reply.finished", Map.of("user", user));
        assertNothingReported(() -> show(false));
    }

    @Test
    void nothing_is_told_of_a_reply_without_a_word() {
        provider.reset().byDefault(Script.reply("hello").holdBeforeHeaders(new Gate()));
        run(ASK, Map.of("user", user));
        page.waitForFunction("reply.replyId !== undefined");
        assertNothingReported(() -> page.evaluate("abort.abort()"));
    }

    @Test
    void a_failure_to_tell_disturbs_nobody() {
        gate.open();
        page.route("**/reading", route -> route.abort());
        run(ASK + "await reply.finished", Map.of("user", user));
        page.evaluate("window.rejected = 0; window.onunhandledrejection = () => rejected++; 0");
        page.waitForRequest("**/reading", () -> show(false));
        run(ASK + "await reply.finished", Map.of("user", user));
        assertThat(page.evaluate("rejected")).isEqualTo(0);
    }

    @Test
    void the_conversation_tells_it_too_unless_its_page_forbids() {
        gate.open();
        mount("reportReading: true");
        ask("count");
        assertThat(words()).hasText("one two three");
        assertThat(reported(() -> ask("count")).status()).isEqualTo(204);

        mount("reportReading: false, sessionId: 'another'");
        ask("count");
        assertThat(words()).hasText("one two three");
        assertNothingReported(() -> show(false));
    }

    private Response reported(Runnable action) {
        return page.waitForResponse("**/reading", action);
    }

    /** What is sent is sent in the order in which it was asked for, so the last request has all others before it. */
    private void assertNothingReported(Runnable action) {
        List<String> reports = new ArrayList<>();
        page.onRequest(request -> {
            if (request.url().endsWith("/reading")) {
                reports.add(request.postData());
            }
        });
        page.waitForRequest("**/last", () -> {
            action.run();
            page.evaluate("setTimeout(() => fetch('/last'))");
        });
        assertThat(reports).isEmpty();
    }

    private void show(boolean visible) {
        page.evaluate(
                "state => { Object.defineProperty(document, 'visibilityState', {value: state, configurable: true});"
                        + "document.dispatchEvent(new Event('visibilitychange')); }",
                visible ? "visible" : "hidden");
    }

    private static double seconds(Response response) {
        assertThat(response.status()).isEqualTo(204);
        try {
            JsonNode report = new ObjectMapper().readTree(response.request().postData());
            return report.path("seconds").asDouble(-1);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
