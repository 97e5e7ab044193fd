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
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The example for {@code @microsoft/fetch-event-source}, as it stands in the documentation, in a page of its own. */
@NeedsNpm
@QuarkusTest
@TestProfile(BrowserSuite.Profile.class)
class DocumentedFetchEventSourceTest extends BrowserSuite {

    private static final String EXAMPLE =
            Docs.examples("docs/front-ends.md", "## fetch-event-source").get(1);

    /** Keeps what the example shows, as a test can wait for it. */
    private static final String SHOWN = """
            window.text = ""; window.types = []; window.seqs = [];
            window.send = message => {
              window.over = undefined;
              ask(message, event => {
                window.last = event;
                window.reply ??= event.reply_id;
                types.push(event.type); text += event.content ?? ""; seqs.push(event.seq);
              })
                  .then(() => { over = "resolved"; }, error => { over = String(error); });
            };
            """;

    @TempDir
    Path project;

    private final Gate first = new Gate();
    private final Gate second = new Gate();

    @BeforeEach
    void open_the_page() throws IOException {
        String script = EXAMPLE.replace("/api/conversation-stream/test", "/api/conversation-stream/" + user);
        new BundledPage(project).open(page, "", script + SHOWN);
        page.waitForFunction("!!window.send");
    }

    @Test
    void a_reply_that_is_cut_twice_comes_whole_without_a_doubled_word_or_bill() {
        provider.byDefault(Script.tokens("one ", "two ")
                .holdAt(first)
                .then("three ", "four ")
                .holdAt(second)
                .then("five"));
        send("count");
        page.waitForFunction("text === 'one two '");
        network.cut();
        first.open();
        page.waitForFunction("text === 'one two three four '");
        network.goDown();
        second.open();
        network.comeUp();
        page.waitForFunction("over");
        assertThat(page.evaluate("over")).isEqualTo("resolved");
        assertThat(page.evaluate("text")).isEqualTo("one two three four five");
        assertThat(page.evaluate("types.at(-1)")).isEqualTo("complete");
        assertThat(page.evaluate("seqs.every((seq, i) => seq === i)")).isEqualTo(true);
        assertThat(provider.requests()).hasSize(1);
    }

    @Test
    void a_request_whose_answer_is_lost_is_not_asked_twice() {
        provider.byDefault(Script.reply("one ", "two"));
        network.loseAnswers(1);
        send("count");
        page.waitForFunction("over");
        assertThat(page.evaluate("text")).isEqualTo("one two");
        assertThat(provider.requests()).hasSize(1);
    }

    @Test
    void a_reply_that_fails_and_a_request_that_is_refused_are_not_tried_again() {
        provider.byDefault(Script.tokens("one ").thenCut());
        send("count");
        page.waitForFunction("over");
        assertThat(page.evaluate("over")).isEqualTo("resolved");
        assertThat(page.evaluate("types.at(-1)")).isEqualTo("error");
        send("  ");
        page.waitForFunction("over");
        assertThat(page.evaluate("over")).isEqualTo("resolved");
        assertThat(page.evaluate("types.at(-1)")).isEqualTo("error");
        assertThat(provider.requests()).hasSize(1);
    }

    @Test
    void a_reply_that_is_stopped_ends_with_its_text_so_far() {
        provider.byDefault(Script.tokens("one ").holdAt(first).then("two"));
        send("count");
        page.waitForFunction("text === 'one '");
        page.evaluate(
                "user => fetch(`/api/conversation-stream/${user}/${reply}`, { method: 'DELETE' }).then(() => true)",
                user);
        page.waitForFunction("over");
        assertThat(page.evaluate("over")).isEqualTo("resolved");
        assertThat(page.evaluate("last.finish_reason")).isEqualTo("stopped");
        assertThat(page.evaluate("text")).isEqualTo("one ");
        provider.awaitClosedByClient(0);
    }

    @Test
    void a_user_who_asks_too_often_is_told_when_to_ask_again() {
        provider.byDefault(Script.reply("one"));
        for (int i = 0; i <= 4; i++) {
            send("count");
            page.waitForFunction("over");
        }
        assertThat(page.evaluate("last.code")).isEqualTo("rate_limited");
        assertThat((int) page.evaluate("last.retry_after")).isPositive();
        assertThat(provider.requests()).hasSize(4);
    }

    @Test
    void a_string_that_a_page_sends_without_saying_what_it_is_is_a_question() {
        provider.byDefault(Script.reply("one ", "two"));
        Object body = page.evaluate("""
                async user => {
                  const response = await fetch(`/api/conversation-stream/${user}`,
                      { method: "POST", body: JSON.stringify({ message: "count" }) });
                  return response.text();
                }""", user);
        assertThat((String) body).contains("\"two\"").contains("\"complete\"").doesNotContain("\nid:");
    }

    private void send(String message) {
        page.evaluate("message => send(message)", message);
    }
}
