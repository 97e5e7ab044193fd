package dev.runnel.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Route;
import dev.runnel.testing.Gate;
import dev.runnel.testing.Npm;
import dev.runnel.testing.Readme;
import dev.runnel.testing.Script;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

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

    @Test
    void a_react_app_opens_the_conversation_talks_and_closes_it(@TempDir Path project) {
        provider.byDefault(Script.reply("one ", "two"));
        Npm npm = new Npm(project);
        npm.install("conversation", "runnel-conversation");
        Path built = npm.bundle(Readme.examples("### In a React app").getFirst());
        page.route(
                "**/shop/app.js", route -> route.fulfill(new Route.FulfillOptions().setPath(built.resolve("app.js"))));
        page.route(
                "**/shop/app.css",
                route -> route.fulfill(new Route.FulfillOptions().setPath(built.resolve("app.css"))));
        serve("""
                <!doctype html><meta charset="utf-8"><link rel="stylesheet" href="/shop/app.css"><div id="root"></div>
                <script type="module" src="/shop/app.js"></script>
                """);
        page.getByText("Ask").click();
        page.getByLabel("Your message").fill("count");
        page.getByLabel("Your message").press("Enter");
        assertThat(page.locator(".runnel-markdown")).hasText("one two");
        page.getByLabel("Close").click();
        assertThat(page.locator(".runnel")).hasCount(0);
    }

    @Test
    void a_page_without_react_has_the_conversation_in_it() {
        provider.byDefault(Script.reply("one ", "two"));
        serve(Readme.examples("### In a page without React").getFirst());
        page.getByLabel("Your message").fill("count");
        page.getByLabel("Your message").press("Enter");
        assertThat(page.locator(".runnel-markdown")).hasText("one two");
    }

    @Test
    void the_client_package_is_what_the_service_serves(@TempDir Path project) {
        new Npm(project).install("client", "runnel-client");
        assertThat(project.resolve("node_modules/runnel-client/dist/index.js"))
                .content()
                .contains("streamReply")
                .doesNotContain("import ");
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
