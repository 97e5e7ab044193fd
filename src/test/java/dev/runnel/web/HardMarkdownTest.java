package dev.runnel.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import dev.runnel.testing.Script;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A model's words may be made to keep the parser busy: then they are shown as they are, and the page lives. */
@QuarkusTest
@TestProfile(BrowserSuite.Profile.class)
class HardMarkdownTest extends ConversationSuite {

    /** The longest that the page did nothing else, in milliseconds. */
    private static final String WATCH = """
            window.longest = 0;
            let last = performance.now();
            (function watch() {
              const now = performance.now();
              window.longest = Math.max(window.longest, now - last);
              last = now;
              setTimeout(watch, 0);
            })();
            """;

    static Stream<Arguments> hardTexts() {
        return Stream.of(
                Arguments.of("links that never end", "[a](".repeat(1_500)),
                Arguments.of("pictures that never end", "![](".repeat(5_000)),
                Arguments.of("one endless paragraph", "a *b ".repeat(4_000)),
                Arguments.of("quotes in quotes", ">".repeat(2_000) + "a"),
                Arguments.of("lists in lists", nestedList(200)),
                Arguments.of("more items than lines of a book", "- a\n".repeat(20_000)));
    }

    private static String nestedList(int depth) {
        StringBuilder list = new StringBuilder();
        for (int level = 0; level < depth; level++) {
            list.append("  ".repeat(level)).append("- a\n");
        }
        return list.toString();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("hardTexts")
    void a_reply_that_is_too_hard_is_shown_as_it_is_and_again_on_reload(String name, String text) {
        provider.byDefault(Script.reply(text));
        openRootPage();
        page.evaluate(WATCH);
        ask("show");
        assertThat(answer().locator(".runnel-plain")).hasText(text.strip());
        assertThat(((Number) page.evaluate("window.longest")).doubleValue()).isLessThan(3_000);
        assertThat(field()).isEditable();

        page.reload();

        assertThat(answer().locator(".runnel-plain")).hasText(text.strip());
        assertThat(field()).isEditable();
    }

    @Test
    void a_long_reply_of_good_will_keeps_its_form() {
        String section = "## A heading\n\nSome **bold** words with [a link](https://example.com/) and `code`.\n\n"
                + "- one\n- two\n  - three\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\n```js\nlet x = [1, 2];\n```\n\n";
        provider.byDefault(Script.reply(section.repeat(60)));
        openRootPage();
        ask("show");
        assertThat(words().locator("h2")).hasCount(60);
        assertThat(answer().locator(".runnel-plain")).hasCount(0);
    }
}
