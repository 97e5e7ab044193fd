package dev.runnel.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Route;
import dev.runnel.testing.Gate;
import dev.runnel.testing.Script;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import org.junit.jupiter.api.Test;

/** The client library with tokens, and in a page of another origin. */
@QuarkusTest
@TestProfile(BrowserSuite.Profile.class)
class ReplyClientAccessTest extends ReplyClientSuite {

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

    @Test
    void whoever_waits_long_for_a_token_still_gets_a_stream() {
        gate.open();
        page.evaluate("""
                window.more = {firstByteTimeout: 1500, token: () => new Promise(give => setTimeout(give, 2000, 'late'))};
                """);
        assertThat(ask(ASK + FINISH).path("text").asText()).isEqualTo("one two three four five");
        assertThat(ask("return states").toString()).contains("open").doesNotContain("whole");
    }

    @Test
    void the_page_is_told_of_a_refusal_for_which_there_is_no_better_token() {
        refuseTheTokenOnTheWayBack("old");
        page.evaluate("window.told = 0; window.more = {token: 'old', onUnauthenticated: () => told++}");
        ask(ASK);
        awaitText("one two three ");
        assertThat(ask("return told").asInt()).isZero();
        network.cut();
        ask(FINISH);
        assertThat(ask("return told").asInt()).isEqualTo(1);
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
}
