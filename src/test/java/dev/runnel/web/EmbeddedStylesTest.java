package dev.runnel.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ReducedMotion;
import dev.runnel.testing.Docs;
import dev.runnel.testing.NeedsNpm;
import dev.runnel.testing.WebPackages;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The conversation in pages of others, which have styles of their own. */
@QuarkusTest
@TestProfile(BrowserSuite.Profile.class)
class EmbeddedStylesTest extends EmbeddedSuite {

    private static final String MARKDOWN = """
            # Title

            Some *text* with a [link](https://example.com/) and `code`.

            - one
            - two

            1. first

            > quoted

            | a | b |
            | - | - |
            | 1 | 2 |

            ```js
            let x;
            ```
            """;

    /** What style sheets for whole pages say of elements, and worse. */
    private static final String STYLES = """
            * { margin: 7px; padding: 5px; border: 2px dotted lime; box-sizing: content-box; float: left }
            *::before, *::after { border: 1px solid red }
            #here { text-align: center; letter-spacing: 2px; text-transform: uppercase; font: italic 900 30px/3 serif;
                color: red; white-space: nowrap; cursor: wait; list-style: none; word-spacing: 1em; text-indent: 2em }
            h1, h2, p, ul, ol, li, table, th, td, pre, code, blockquote, a, button, textarea, input, form, label, section,
            header, article, div, span, b, i, em { font: 900 9px fantasy; color: lime; background: orange; width: 50px;
                text-decoration: line-through; list-style: none; text-align: right; text-transform: lowercase }
            a:hover, button:hover { color: blue; background: lime; border-color: red }
            textarea:focus, button:focus, button:focus-visible { border-color: red; outline: 9px solid red }
            """;

    private static final String LOOK = """
            () => {
              const values = style => Object.fromEntries([...style].map(name => [name, style.getPropertyValue(name)]));
              window.look = () => [...document.querySelectorAll('.runnel, .runnel *:not(svg, svg *)')]
                  .map(element => [element.localName + '.' + element.className, values(getComputedStyle(element))]);
            }
            """;

    /** Adds the styles of a page; which values differ then, and where. */
    private static final String DIFFERENCES = """
            ([styles, order]) => {
              const before = look();
              const sheet = Object.assign(document.createElement('style'), {textContent: styles});
              order === 'before' ? document.head.prepend(sheet) : document.head.append(sheet);
              const after = look();
              sheet.remove();
              // No style can stop a line that a parent draws through its children.
              const isJudged = property => !property.startsWith('--') && property !== '-webkit-text-decorations-in-effect';
              return before.flatMap(([name, style], index) => Object.keys(style)
                  .filter(property => isJudged(property) && style[property] !== after[index][1][property])
                  .map(property => `${name} ${property}: ${style[property]}, then ${after[index][1][property]}`));
            }
            """;

    @ParameterizedTest
    @ValueSource(strings = {"before", "after"})
    void no_style_of_a_page_gets_in(String order) {
        assertNothingGetsIn(STYLES, order);
    }

    @NeedsNpm
    @ParameterizedTest
    @ValueSource(strings = {"tailwindcss", "create-vite/template-react-ts/src"})
    void tailwinds_preflight_and_a_new_vite_application_do_not_get_in(String folder) throws IOException {
        StringBuilder styles = new StringBuilder();
        for (String sheet : List.of("preflight.css", "index.css", "App.css")) {
            Path file =
                    WebPackages.tools().resolve("node_modules").resolve(folder).resolve(sheet);
            styles.append(Files.exists(file) ? Files.readString(file) : "");
        }
        // Sizes are in rem, so that they follow the page's own.
        assertNothingGetsIn(styles + ":root { font-size: medium !important }", "after");
    }

    private void assertNothingGetsIn(String styles, String order) {
        page.emulateMedia(new Page.EmulateMediaOptions().setReducedMotion(ReducedMotion.REDUCE));
        embed("position: fixed; top: 0; left: 0; width: 800px; height: 600px");
        answered(MARKDOWN);
        assertThat(words().locator(".hljs-keyword")).isVisible();
        page.evaluate(LOOK);
        for (String state : List.of("nothing", "a button", "a link", "the field")) {
            pointAt(state);
            assertThat((List<?>) page.evaluate(DIFFERENCES, List.of(styles, order)))
                    .as("with the pointer on " + state)
                    .isEmpty();
        }
    }

    private void pointAt(String state) {
        switch (state) {
            case "a button" -> page.getByLabel("Copy reply").hover();
            case "a link" -> words().locator("a").hover();
            case "the field" -> field().focus();
            default -> page.mouse().move(799, 1);
        }
    }

    @Test
    void no_style_of_the_conversation_gets_out() {
        embed("width: 800px; height: 600px");
        assertThat((List<?>) page.evaluate("""
                () => {
                  const selectors = rule => rule.selectorText ? [rule.selectorText]
                      : rule instanceof CSSKeyframesRule ? [rule.name.replace(/^runnel-/, '.runnel-')]
                      : [...(rule.cssRules ?? [])].flatMap(selectors);
                  return [...document.styleSheets].flatMap(sheet => [...sheet.cssRules]).flatMap(selectors)
                      .flatMap(selector => selector.split(/,(?![^(]*\\))/)).map(selector => selector.trim())
                      .filter(selector => !/(^|[ (]|section)\\.runnel/.test(selector));
                }
                """)).isEmpty();
    }

    @Test
    void every_variable_that_a_page_may_set_is_documented() throws IOException {
        Set<String> documented = new TreeSet<>();
        Docs.table("docs/browser.md", "Variable", "What")
                .forEach(row -> documented.addAll(List.of(row.getFirst().split(", "))));
        Set<String> known = new TreeSet<>();
        for (String sheet : List.of("theme.css", "frame.css")) {
            Matcher names = Pattern.compile("(--runnel-[a-z-]+)[:,]")
                    .matcher(Files.readString(Path.of("src/main/resources/web/conversation", sheet)));
            names.results().forEach(name -> known.add(name.group(1)));
        }
        assertThat(documented).isEqualTo(known);
    }

    @Test
    void a_page_sets_a_colour_whatever_the_order_of_its_styles() {
        embed("width: 800px; height: 600px");
        page.evaluate("document.head.prepend(Object.assign(document.createElement('style'),"
                + "{textContent: '.runnel { --runnel-back: rgb(1, 2, 3); }'}))");
        assertThat(page.locator(".runnel")).hasCSS("background-color", "rgb(1, 2, 3)");
    }
}
