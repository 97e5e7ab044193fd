package dev.runnel.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import dev.runnel.testing.Script;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Words that are still coming look like what they will be, and can be used meanwhile. */
@QuarkusTest
@TestProfile(BrowserSuite.Profile.class)
class GrowingMarkdownTest extends ConversationSuite {

    private void begin(String soFar, String... rest) {
        provider.byDefault(Script.tokens(soFar).holdAt(gate).then(rest));
        openRootPage();
        ask("show");
    }

    private void end() {
        gate.open();
        assertThat(button("Send")).isVisible();
    }

    @ParameterizedTest
    @CsvSource({
        "'Look **at th', 'is**.', 'Look at th', 'Look at this.'",
        "'Read [the docs](https://exam', 'ple.com/) now', 'Read the docs', 'Read the docs now'",
        "'one\n\n', 'two', 'one', 'one two'",
        "'Call `run', '()` now', 'Call run', 'Call run() now'",
        "'No ~~way', '~~.', 'No way', 'No way.'",
        "'Steps:\n-', ' one', 'Steps:', 'Steps: one'",
        "'Steps:\n- one\n-', ' two', 'Steps: one', 'Steps: one two'",
        "'Steps:\n\n1', '. one', 'Steps:', 'Steps: one'",
        "'| a | b |\n|--', '-|---|\n| 1 | 2 |', '', 'a b 1 2'",
        "'So \\(a_1', ' + b_1', 'So \\(a_1', 'So \\(a_1 + b_1'"
    })
    void signs_are_not_shown_before_what_they_mean_is_known(String soFar, String rest, String shown, String whole) {
        begin("Hello.\n\n" + soFar, rest);
        assertThat(words()).hasText("Hello. " + shown);
        assertThat(words().locator("h1, h2")).hasCount(0);
        end();
        assertThat(words()).hasText("Hello. " + whole);
        assertThat(words().locator("h1, h2")).hasCount(0);
    }

    @Test
    void what_is_selected_in_a_growing_paragraph_stays_selected() {
        begin("one two ", "three ", "four");
        assertThat(words()).hasText("one two");
        page.evaluate(
                "getSelection().setBaseAndExtent(...(n => [n, 0, n, 3])(document.querySelector('.runnel-answer p').firstChild))");
        end();
        assertThat(words()).hasText("one two three four");
        assertThat(page.evaluate("String(getSelection())")).isEqualTo("one");
    }

    @Test
    void a_growing_block_of_code_can_be_copied_and_keeps_its_place() {
        browser.grantPermissions(List.of("clipboard-read", "clipboard-write"));
        String line = "let " + "x".repeat(400) + ";\n";
        begin("```js\n" + line, line, "done();", "\n```\n\nThat is it.");
        assertThat(words().locator(".hljs-keyword")).hasCount(1);
        page.evaluate("document.querySelector('.runnel-answer pre').scrollLeft = 150");
        button("Copy").hover();
        page.mouse().down();
        end();
        assertThat(words().locator("p")).hasText("That is it.");
        page.mouse().up();
        assertThat(button("Copied")).isVisible();
        assertThat(page.evaluate("navigator.clipboard.readText()")).isEqualTo(line + line + "done();");
        assertThat(page.evaluate("document.querySelector('.runnel-answer pre').scrollLeft"))
                .isEqualTo(150);
    }

    @Test
    void only_the_last_block_is_drawn_anew() {
        begin("# Title\n\n- one\n- two\n\nA paragraph", " that", " grows", "\n\nAnd ends.");
        assertThat(words()).hasText("Title one two A paragraph");
        page.evaluate("""
                window.touched = new Set();
                new MutationObserver(all => all.forEach(({ target }) => touched.add(
                    (target.nodeType === 1 ? target : target.parentElement).closest('.runnel-block')?.textContent)))
                  .observe(document.querySelector('.runnel-markdown'),
                      { subtree: true, childList: true, characterData: true, attributes: true });
                0""");
        end();
        assertThat(words()).hasText("Title one two A paragraph that grows And ends.");
        assertThat((List<?>) page.evaluate("[...touched].filter(text => /Title|one/.test(text))"))
                .isEmpty();
    }

    @Test
    void a_reply_looks_the_same_after_a_reload() {
        String text = "Intro with [a reference][1] and **bold**.\n\n1. one\n   ```js\n   let x = 1;\n   ```\n2. two\n\n"
                + "| a | b |\n|--:|---|\n| 1 | 2 |\n\n- [x] done\n\n> quoted\n> more\n\n\\[ x^2 \\]\n\n[1]: https://example.com/\n";
        provider.byDefault(Script.tokens(text.split("(?<=[ \\n])")));
        openRootPage();
        ask("show");
        assertThat(words().locator("a")).hasAttribute("href", "https://example.com/");
        assertThat(words().locator(".hljs-keyword")).isVisible();
        assertThat(words().locator("math")).isVisible();
        assertThat(words().locator(".runnel-settled")).hasCount(1);
        Object streamed = page.evaluate("document.querySelector('.runnel-markdown').innerHTML");
        page.reload();
        assertThat(words().locator(".hljs-keyword")).isVisible();
        assertThat(words().locator("math")).isVisible();
        assertThat(words().locator(".runnel-settled")).hasCount(1);
        assertThat(page.evaluate("document.querySelector('.runnel-markdown').innerHTML"))
                .isEqualTo(streamed);
    }
}
