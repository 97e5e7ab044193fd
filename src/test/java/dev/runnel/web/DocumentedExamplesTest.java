package dev.runnel.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import dev.runnel.testing.Docs;
import dev.runnel.testing.Gate;
import dev.runnel.testing.Npm;
import dev.runnel.testing.Script;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The examples of the documentation, as they stand there. */
@QuarkusTest
@TestProfile(BrowserSuite.Profile.class)
class DocumentedExamplesTest extends BrowserSuite {

    @Test
    void plain_javascript_shows_a_reply_as_it_comes_and_stops_it() {
        Gate gate = new Gate();
        provider.byDefault(Script.tokens("one ", "two ").holdAt(gate).then("three"));
        serve(Docs.examples("docs/browser.md", "### From plain JavaScript").getFirst());
        page.click("#ask");
        page.waitForFunction("document.querySelector('#reply').textContent === 'one two '");
        page.click("#stop");
        provider.awaitClosedByClient(0);
    }

    @Test
    void a_call_without_streaming_and_what_replaces_it_show_the_same() {
        provider.byDefault(Script.reply("one ", "two"));
        var calls = Docs.examples("docs/browser.md", "### From a call without streaming");
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
        serveApp(project, Docs.examples("docs/browser.md", "### In a React app"), "");
        page.getByText("Ask").click();
        page.getByLabel("Your message").fill("count");
        page.getByLabel("Your message").press("Enter");
        assertThat(page.locator(".runnel-markdown")).hasText("one two");
        page.getByLabel("Close").click();
        assertThat(page.locator(".runnel")).hasCount(0);
    }

    @Test
    void a_react_app_speaks_german_and_has_parts_of_its_own(@TempDir Path project) {
        provider.byDefault(Script.reply("unter", "wegs"));
        serveApp(project, Docs.examples("docs/browser.md", "### In other words, and with other parts"), """
                button { border: 5px solid lime; } .shop-question, .shop-name { padding: 1px; font-weight: 200; }
                """);
        var question = page.locator(".shop-question");
        assertThat(question).hasCSS("padding", "1px");
        assertThat(question).hasCSS("border-top-width", "5px");
        assertThat(page.getByText("Fragen zum Einkauf")).isVisible();
        question.click();
        assertThat(page.locator(".shop-user .runnel-question")).hasText("Wo ist mein Paket?");
        assertThat(page.locator(".shop-assistant .runnel-markdown")).hasText("unterwegs");
        assertThat(page.locator(".shop-name")).hasCSS("font-weight", "200");
        assertThat(page.getByLabel("Antwort kopieren")).hasCSS("border-top-width", "0px");
    }

    @Test
    void a_composer_of_the_page_queues_steers_interrupts_and_stops(@TempDir Path project) {
        Gate gate = new Gate();
        provider.byDefault(Script.tokens("One, two. ").holdAt(gate).then("Three."));
        serveApp(project, Docs.examples("docs/browser.md", "### With a composer of your own"), "");
        var field = page.getByLabel("Your question");
        assertThat(field).isFocused();
        field.fill("count");
        field.press("Enter");
        assertThat(page.locator(".runnel-markdown")).hasText("One, two.");

        provider.enqueue(Script.reply("In German: drei."));
        field.fill("and on");
        page.getByText("Ask afterwards").click();
        assertThat(page.getByLabel("Waiting messages")).containsText("and on");
        assertThat(field).hasValue("");
        assertThat(field).isFocused();
        field.fill("in German");
        page.getByText("Add to the answer").click();
        assertThat(page.locator(".runnel-steering")).containsText("in German");
        assertThat(page.locator(".runnel-question")).hasText(new String[] {"count", "and on"});

        field.fill("enough?");
        page.reload();
        assertThat(field).hasValue("enough?");
        page.getByText("Ask this instead").click();
        assertThat(page.locator(".runnel-question")).hasText(new String[] {"count", "and on", "enough?"});
        assertThat(page.locator(".runnel-markdown").last()).hasText("One, two.");
        page.getByText("Enough", new Page.GetByTextOptions().setExact(true)).click();
        assertThat(page.locator(".runnel-answer").last()).containsText("Stopped.");
    }

    @Test
    void a_page_without_react_has_the_conversation_in_it() {
        provider.byDefault(Script.reply("one ", "two"));
        serve(Docs.examples("docs/browser.md", "### In a page without React").getFirst());
        page.getByLabel("Your message").fill("count");
        page.getByLabel("Your message").press("Enter");
        assertThat(page.locator(".runnel-markdown")).hasText("one two");
    }

    @Test
    void the_conversation_of_the_readme_is_a_page_of_its_own() {
        provider.byDefault(Script.reply("one ", "two"));
        serve(Docs.examples("README.md", "## Three ways to use it").get(0));
        page.getByLabel("Your message").fill("count");
        page.getByLabel("Your message").press("Enter");
        assertThat(page.locator(".runnel-markdown")).hasText("one two");
    }

    @Test
    void the_reply_of_the_readme_is_shown_in_its_page() {
        provider.byDefault(Script.reply("one ", "two"));
        serve(Docs.examples("README.md", "## Three ways to use it").get(1));
        assertThat(page.locator("#reply")).hasText("one two");
    }

    @Test
    void a_token_is_asked_for_when_a_question_is_sent() {
        provider.byDefault(Script.reply("one ", "two"));
        String example = Docs.examples("docs/browser.md", "### With a token").getFirst();
        serve("<!doctype html>");
        assertThat(page.evaluate(
                        "async user => { const { streamReply } = await import('/runnel/client.js');"
                                + "const userId = user, message = 'count'; let asked = 0;"
                                + "const renewToken = () => 'new', currentToken = () => { asked++; return 'old'; };"
                                + "const reply = " + example.strip().replaceAll(";$", "") + ";"
                                + "await reply.finished; return reply.text + (asked > 0); }",
                        user))
                .isEqualTo("one two" + "true");
    }

    @Test
    void the_client_package_is_what_the_service_serves(@TempDir Path project) {
        new Npm(project).install("client", "runnel-client");
        assertThat(project.resolve("node_modules/runnel-client/dist/index.js"))
                .content()
                .contains("streamReply")
                .doesNotContain("import ");
    }

    /** The React application of this example, in a page with these styles. */
    private void serveApp(Path project, List<String> example, String styles) {
        Npm npm = new Npm(project);
        npm.install("conversation", "runnel-conversation");
        Path built = npm.bundle(example.getFirst().replace("userId=\"test\"", "userId=\"" + user + "\""));
        for (String file : List.of("app.js", "app.css")) {
            page.route(
                    "**/shop/" + file, route -> route.fulfill(new Route.FulfillOptions().setPath(built.resolve(file))));
        }
        serve("""
                <!doctype html><meta charset="utf-8"><link rel="stylesheet" href="/shop/app.css"><style>%s</style>
                <div id="root"></div><script type="module" src="/shop/app.js"></script>
                """.formatted(styles));
    }

    /** For a user of each test's own: all are limited here to a few questions. */
    private void serve(String html) {
        page.route(
                "**/example.html",
                route -> route.fulfill(new Route.FulfillOptions()
                        .setContentType("text/html; charset=utf-8")
                        .setBody(html.replace("userId: \"test\"", "userId: \"" + user + "\""))));
        page.navigate("/example.html");
    }
}
