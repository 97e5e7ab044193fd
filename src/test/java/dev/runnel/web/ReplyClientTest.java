package dev.runnel.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.Route;
import dev.runnel.testing.Gate;
import dev.runnel.testing.Script;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The client library in a browser, against the running service. */
@QuarkusTest
@TestProfile(BrowserSuite.Profile.class)
class ReplyClientTest extends BrowserSuite {

    /** Asks, and leaves the reply in the page under its name. */
    private static final String ASK = """
            window.seen = []; window.states = [];
            window.reply = runnel.streamReply({userId: arg.user, message: arg.message ?? 'count', sessionId: 's',
                onEvent: event => seen.push(event), onConnection: state => states.push(state), ...window.more});
            """;

    private static final String ASK_AND_FINISH = ASK + "return {terminal: await reply.finished, text: reply.text};";
    private static final String FINISH = "return {terminal: await reply.finished, text: reply.text, seen, states};";

    private final Gate gate = new Gate();

    @BeforeEach
    void aPageOfTheServiceAndAReplyThatWaitsHalfway() {
        page.navigate("/runnel/client.js");
        page.evaluate("window.more = {}");
        provider.byDefault(Script.tokens("one ", "two ", "three ").holdAt(gate).then("four ", "five"));
    }

    private JsonNode ask(String body) {
        return run(body, Map.of("user", user));
    }

    private void awaitText(String text) {
        page.waitForFunction("text => reply.text === text", text);
    }

    @Test
    void a_reply_is_iterated_event_by_event_up_to_its_end() {
        gate.open();
        JsonNode events = ask(ASK + "const all = []; for await (const event of reply) all.push(event); return all;");
        assertThat(events.path(0).path("type").asText()).isEqualTo("status");
        assertThat(texts(events)).isEqualTo("one two three four five");
        assertThat(events.path(events.size() - 1).path("type").asText()).isEqualTo("complete");
    }

    @Test
    void each_kind_of_event_has_its_callback() {
        gate.open();
        JsonNode heard = ask("""
                const heard = [];
                const hear = event => heard.push(event.type);
                await runnel.streamReply({userId: arg.user, message: 'count',
                    onStatus: hear, onChunk: hear, onComplete: hear, onError: hear}).finished;
                return heard;
                """);
        assertThat(heard.toString())
                .isEqualTo("[\"status\",\"chunk\",\"chunk\",\"chunk\",\"chunk\",\"chunk\",\"complete\"]");
    }

    @Test
    void a_connection_that_breaks_is_taken_up_after_the_last_event() {
        ask(ASK);
        awaitText("one two three ");
        network.cut();
        page.waitForFunction("states.includes('reconnecting')");
        gate.open();
        JsonNode end = ask(FINISH);
        assertThat(end.path("text").asText()).isEqualTo("one two three four five");
        List<Integer> seqs = StreamSupport.stream(end.path("seen").spliterator(), false)
                .map(event -> event.path("seq").asInt())
                .toList();
        assertThat(seqs)
                .containsExactlyElementsOf(
                        IntStream.range(0, seqs.size()).boxed().toList());
        assertThat(provider.requests()).hasSize(1);
    }

    @Test
    void a_reply_that_is_taken_up_again_may_be_silent_for_as_long_as_its_heart_is() {
        page.evaluate("window.more = {firstByteTimeout: 300, maxResumes: 1}");
        ask(ASK);
        awaitText("one two three ");
        int seen = (int) page.evaluate("seen.length");
        network.cut();
        page.waitForFunction("states.join().endsWith('reconnecting,open')");
        page.waitForFunction("count => seen.slice(count).some(event => event.status === 'waiting')", seen);
        gate.open();
        assertThat(ask(FINISH).path("text").asText()).isEqualTo("one two three four five");
    }

    @Test
    void a_network_that_stays_away_for_a_while_is_waited_for() {
        ask(ASK);
        awaitText("one two three ");
        network.goDown();
        page.waitForFunction("states.includes('reconnecting')");
        gate.open();
        network.comeUp();
        assertThat(ask(FINISH).path("text").asText()).isEqualTo("one two three four five");
    }

    @Test
    void a_browser_that_goes_offline_and_back_loses_nothing() {
        ask(ASK);
        awaitText("one two three ");
        browser.setOffline(true);
        page.waitForFunction("states.includes('waiting')");
        gate.open();
        browser.setOffline(false);
        assertThat(ask(FINISH).path("text").asText()).isEqualTo("one two three four five");
        assertThat(provider.requests()).hasSize(1);
    }

    @Test
    void a_silent_connection_counts_as_dead_and_is_replaced() {
        page.evaluate("window.more = {idleTimeout: 300}");
        ask(ASK);
        awaitText("one two three ");
        page.waitForFunction("states.includes('reconnecting')");
        gate.open();
        assertThat(ask(FINISH).path("text").asText()).isEqualTo("one two three four five");
        assertThat(provider.requests()).hasSize(1);
    }

    @Test
    void a_question_whose_answer_is_lost_on_the_way_is_asked_once() {
        gate.open();
        ask("return 1");
        network.loseAnswers(1);
        assertThat(ask(ASK_AND_FINISH).path("text").asText()).isEqualTo("one two three four five");
        assertThat(provider.requests()).hasSize(1);
    }

    @Test
    void a_stopped_reply_ends_with_what_it_has() {
        ask(ASK);
        awaitText("one two three ");
        page.evaluate("reply.stop()");
        JsonNode end = ask(FINISH);
        assertThat(end.path("terminal").path("finish_reason").asText()).isEqualTo("stopped");
        assertThat(end.path("terminal").path("provider").asText())
                .as("the service has said so")
                .isEqualTo("openai");
        assertThat(end.path("text").asText()).isEqualTo("one two three ");
        provider.awaitClosedByClient(0);
    }

    @Test
    void a_reply_that_is_stopped_at_once_ends_too() {
        assertThat(ask(ASK + "reply.stop();" + FINISH)
                        .path("terminal")
                        .path("finish_reason")
                        .asText())
                .isEqualTo("stopped");
        provider.awaitClosedByClient(0);
    }

    @Test
    void an_aborted_watching_ends_without_an_end_of_the_reply() {
        page.evaluate("window.abort = new AbortController(); window.more = {signal: abort.signal}");
        ask(ASK);
        awaitText("one two three ");
        page.evaluate("abort.abort()");
        assertThat(ask(FINISH).has("terminal")).isFalse();
        gate.open();
        JsonNode again = ask("const again = runnel.resumeReply({userId: arg.user, replyId: reply.replyId});"
                + "await again.finished; return again.text;");
        assertThat(again.asText()).isEqualTo("one two three four five");
    }

    @Test
    void the_running_reply_of_a_session_is_followed_and_none_is_no_failure() {
        ask(ASK);
        awaitText("one two three ");
        ask("window.second = runnel.resumeReply({userId: arg.user, sessionId: 's'})");
        page.waitForFunction("second.text === 'one two three '");
        gate.open();
        assertThat(ask("await second.finished; return second.text").asText()).isEqualTo("one two three four five");
        assertThat(ask("return await runnel.resumeReply({userId: arg.user, sessionId: 's'}).finished")
                        .isNull())
                .isTrue();
    }

    @Test
    void a_reply_that_broke_off_can_be_asked_for_again() {
        provider.reset().enqueue(Script.tokens("one ").thenCut(), Script.reply("all", " of it"));
        JsonNode broken = ask(ASK_AND_FINISH);
        assertThat(broken.path("terminal").path("code").asText()).isEqualTo("provider_cut");
        assertThat(broken.path("terminal").path("retryable").asBoolean()).isTrue();
        assertThat(broken.path("text").asText()).isEqualTo("one ");
        assertThat(ask("const again = reply.retry(); await again.finished; return again.text;")
                        .asText())
                .isEqualTo("all of it");
    }

    @Test
    void a_callback_that_throws_does_not_end_the_reply() {
        gate.open();
        page.evaluate("window.more = {onChunk() { throw new Error('a defect of the page'); }}");
        assertThat(ask(ASK_AND_FINISH).path("text").asText()).isEqualTo("one two three four five");
    }

    @Test
    void a_refusal_is_an_error_that_says_when_to_come_back() {
        gate.open();
        for (int request = 0; request < 4; request++) {
            ask(ASK_AND_FINISH);
        }
        JsonNode refused = ask(ASK_AND_FINISH).path("terminal");
        assertThat(refused.path("code").asText()).isEqualTo("rate_limited");
        assertThat(refused.path("retry_after").asInt()).isBetween(1, 15);
        assertThat(provider.requests()).hasSize(4);
    }

    @Test
    void a_countdown_ticks_down_to_zero() {
        JsonNode ticks = ask("""
                const ticks = [];
                await new Promise(done => runnel.countdown(2, left => { ticks.push(left); if (left === 0) done(); }));
                return ticks;
                """);
        assertThat(ticks.toString()).isEqualTo("[2,1,0]");
    }

    @Test
    void a_proxy_that_buffers_is_got_around_with_the_whole_reply() {
        gate.open();
        ask("return 1");
        network.keepStreamsBack();
        page.evaluate("window.more = {firstByteTimeout: 300}");
        JsonNode end = ask(ASK + FINISH);
        assertThat(end.path("text").asText()).isEqualTo("one two three four five");
        assertThat(end.path("states").toString()).contains("whole");
        assertThat(provider.requests()).as("asked once").hasSize(1);
    }

    @Test
    void an_error_of_something_in_between_is_got_around_with_the_whole_reply() {
        gate.open();
        page.route(
                "**/api/conversation-stream/**",
                route -> route.fulfill(new Route.FulfillOptions()
                        .setStatus(502)
                        .setContentType("text/html")
                        .setBody("<h1>Bad gateway</h1>")));
        assertThat(ask(ASK_AND_FINISH).path("text").asText()).isEqualTo("one two three four five");
    }

    @Test
    void a_browser_without_streams_gets_the_whole_reply_of_the_same_question() {
        gate.open();
        page.evaluate("delete window.ReadableStream");
        JsonNode end = ask(ASK_AND_FINISH);
        assertThat(end.path("text").asText()).isEqualTo("one two three four five");
        assertThat(end.path("terminal").path("type").asText()).isEqualTo("complete");
    }

    @Test
    void whoever_does_not_want_a_stream_gets_the_whole_reply() {
        gate.open();
        page.evaluate("window.more = {streaming: false}");
        JsonNode end = ask(ASK + FINISH);
        assertThat(end.path("seen").size()).isEqualTo(2);
        assertThat(end.path("text").asText()).isEqualTo("one two three four five");
        assertThat(end.path("terminal").path("provider").asText()).isEqualTo("openai");
    }

    @Test
    void without_a_service_the_reply_ends_with_an_error() {
        ask("return 1");
        network.goDown();
        page.evaluate("window.more = {maxResumes: 1}");
        JsonNode end = ask(ASK_AND_FINISH).path("terminal");
        assertThat(end.path("code").asText()).isEqualTo("connection_lost");
        assertThat(end.path("retryable").asBoolean()).isTrue();
    }

    @Test
    void a_page_of_another_origin_that_is_allowed_streams_resumes_and_stops() {
        page.navigate("http://localhost:" + network.port() + "/runnel/client.js");
        page.evaluate("endpoint => window.more = {endpoint, token: 'secret'}", "http://127.0.0.1:" + network.port());
        ask(ASK);
        awaitText("one two three ");
        network.cut();
        page.waitForFunction("states.includes('reconnecting')");
        gate.open();
        assertThat(ask(FINISH).path("text").asText()).isEqualTo("one two three four five");

        provider.byDefault(Script.tokens("one ").holdAt(new Gate()));
        assertThat(ask(ASK + "reply.stop();" + FINISH)
                        .path("terminal")
                        .path("provider")
                        .asText())
                .isEqualTo("openai");
    }

    @Test
    void every_request_carries_the_token_and_the_name_of_its_question() {
        gate.open();
        ask("return 1");
        page.evaluate("window.more = {token: async () => 'secret', idempotencyKey: 'q1'}");
        var request = page.waitForRequest("**/api/conversation-stream/**", () -> ask(ASK_AND_FINISH));
        assertThat(request.headers())
                .containsEntry("authorization", "Bearer secret")
                .containsEntry("idempotency-key", "q1");
    }

    @Test
    void a_token_that_expires_while_a_reply_runs_is_asked_for_once_more() {
        refuseTheTokenOnTheWayBack("old");
        page.evaluate("""
                window.refused = [];
                window.more = {token: token => { if (token) refused.push(token); return token ? 'new' : 'old'; }};
                """);
        ask(ASK);
        awaitText("one two three ");
        network.cut();
        page.waitForFunction("states.includes('reconnecting')");
        gate.open();
        assertThat(ask(FINISH).path("text").asText()).isEqualTo("one two three four five");
        assertThat(ask("return refused").toString()).isEqualTo("[\"old\"]");
    }

    @Test
    void a_token_that_stays_refused_ends_the_watching() {
        refuseTheTokenOnTheWayBack("old");
        page.evaluate("window.more = {token: () => 'old'}");
        ask(ASK);
        awaitText("one two three ");
        network.cut();
        assertThat(ask(FINISH).path("terminal").path("code").asText()).isEqualTo("unauthenticated");
    }

    private void refuseTheTokenOnTheWayBack(String token) {
        page.route("**/api/conversation-stream/**", route -> {
            boolean isBack = route.request().method().equals("GET");
            if (isBack && ("Bearer " + token).equals(route.request().headers().get("authorization"))) {
                route.fulfill(new Route.FulfillOptions()
                        .setStatus(401)
                        .setContentType("text/event-stream")
                        .setBody("data: {\"type\":\"error\",\"code\":\"unauthenticated\",\"message\":\"Sign in.\","
                                + "\"retryable\":false}\n\n"));
            } else {
                route.resume();
            }
        });
    }

    private static String texts(JsonNode events) {
        return StreamSupport.stream(events.spliterator(), false)
                .map(event -> event.path("content").asText())
                .reduce("", String::concat);
    }
}
