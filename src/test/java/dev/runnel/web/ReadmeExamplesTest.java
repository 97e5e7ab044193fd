package dev.runnel.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Route;
import dev.runnel.testing.Gate;
import dev.runnel.testing.Readme;
import dev.runnel.testing.Script;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import org.junit.jupiter.api.Test;

/** The README's examples, as they stand there. */
@QuarkusTest
@TestProfile(BrowserSuite.Profile.class)
class ReadmeExamplesTest extends BrowserSuite {

    @Test
    void plain_javascript_shows_a_reply_as_it_comes_and_stops_it() {
        Gate gate = new Gate();
        provider.byDefault(Script.tokens("one ", "two ").holdAt(gate).then("three"));
        serve(Readme.examples("### From plain JavaScript").getFirst());
        page.click("#ask");
        page.waitForFunction("document.querySelector('#reply').textContent === 'one two '");
        page.click("#stop");
        provider.awaitClosedByClient(0);
    }

    @Test
    void a_call_without_streaming_and_what_replaces_it_show_the_same() {
        provider.byDefault(Script.reply("one ", "two"));
        var calls = Readme.examples("### From a call without streaming");
        serve("<!doctype html>");
        page.evaluate(
                "user => Object.assign(window, {userId: user, message: 'count', sessionId: 's',"
                        + "shown: [], show: text => shown.push(text)})",
                user);
        assertThat(page.evaluate("async () => { " + calls.get(0) + "; return shown.at(-1); }"))
                .isEqualTo("one two");
        assertThat(page.evaluate(
                        "async () => { shown = []; " + calls.get(1) + "; return shown.join('|') + answer.type; }"))
                .isEqualTo("one |one two" + "complete");
    }

    private void serve(String html) {
        page.route(
                "**/example.html",
                route -> route.fulfill(new Route.FulfillOptions()
                        .setContentType("text/html; charset=utf-8")
                        .setBody(html)));
        page.navigate("/example.html");
    }
}
