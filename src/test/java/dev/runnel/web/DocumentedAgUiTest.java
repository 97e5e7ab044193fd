package dev.runnel.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runnel.testing.BundledPage;
import dev.runnel.testing.Docs;
import dev.runnel.testing.Gate;
import dev.runnel.testing.NeedsNpm;
import dev.runnel.testing.Script;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The examples for AG-UI, as they stand in the documentation, in a page of their own. */
@NeedsNpm
@QuarkusTest
@TestProfile(BrowserSuite.Profile.class)
class DocumentedAgUiTest extends BrowserSuite {

    private static final String AGENT =
            Docs.examples("docs/front-ends.md", "## AG-UI").get(1);
    private static final String STEADY = Docs.examples("docs/front-ends.md", "### Lost connections of an agent")
            .getFirst();

    @TempDir
    Path project;

    private final Gate first = new Gate();
    private final Gate second = new Gate();

    @Test
    void an_agent_shows_each_word_and_says_where_a_reply_is_cut() throws IOException {
        provider.enqueue(Script.reply("one ", "two"));
        provider.enqueue(Script.tokens("half").thenCut());
        open(AGENT, """
                window.text = "";
                window.send = message => ask(message, word => { text += word; });
                """);
        page.evaluate("send('count')");
        assertThat(page.evaluate("text")).isEqualTo("one two");
        page.evaluate("send('again')");
        assertThat(page.evaluate("text")).isEqualTo("one twohalf (The reply was cut off. Please try again.)");
    }

    @Test
    void an_agent_whose_connection_breaks_twice_gets_each_word_once() throws IOException {
        provider.byDefault(Script.tokens("one ", "two ")
                .holdAt(first)
                .then("three ", "four ")
                .holdAt(second)
                .then("five"));
        openSteady();
        send("count");
        page.waitForFunction("text() === 'one two '");
        network.cut();
        first.open();
        page.waitForFunction("text() === 'one two three four '");
        network.goDown();
        second.open();
        network.comeUp();
        page.waitForFunction("window.over");
        assertThat(page.evaluate("over")).isEqualTo("stop");
        assertThat(page.evaluate("text()")).isEqualTo("one two three four five");
        assertThat(provider.requests()).hasSize(1);
    }

    @Test
    void a_run_that_is_aborted_or_refused_does_not_come_back() throws IOException {
        provider.byDefault(Script.tokens("one ").holdAt(first).then("two"));
        openSteady();
        send("count");
        page.waitForFunction("text() === 'one '");
        page.evaluate("agent.abortRun()");
        page.waitForFunction("window.over");
        send("  ");
        page.waitForFunction("window.over");
        assertThat((String) page.evaluate("over")).contains("HTTP 400").contains("message_required");
        assertThat(provider.requests()).hasSize(1);
    }

    private void openSteady() throws IOException {
        open(STEADY, """
                window.agent = agent;
                window.text = () => agent.messages.at(-1).role === "assistant" ? agent.messages.at(-1).content : "";
                window.send = message => {
                  window.over = undefined;
                  agent.addMessage({ id: crypto.randomUUID(), role: "user", content: message });
                  agent.runAgent().then(
                      ({ result }) => { over = result?.finishReason ?? "none"; },
                      error => { over = String(error); });
                };
                """);
    }

    private void open(String example, String more) throws IOException {
        new BundledPage(project).open(page, "", example.replace("/api/ag-ui/test", "/api/ag-ui/" + user) + more);
        page.waitForFunction("!!window.send");
    }

    /** Does not wait for the end. */
    private void send(String message) {
        page.evaluate("message => { send(message); }", message);
    }
}
