package dev.runnel.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.AriaRole;
import dev.runnel.testing.Script;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The forms that models give their words: lists, tasks, tables, directions, code and formulas. */
@QuarkusTest
@TestProfile(BrowserSuite.Profile.class)
class MarkdownFormsTest extends ConversationSuite {

    private void show(String text) {
        provider.byDefault(Script.reply(text));
        openRootPage();
        ask("show");
        assertThat(button("Send")).isVisible();
    }

    @Test
    void a_numbered_list_goes_on_after_code_with_its_own_number() {
        show("1. one\n2. two\n\n```sh\nls\n```\n\n3. three\n");
        assertThat(words().locator("ol").last()).hasAttribute("start", "3");
    }

    @Test
    void tasks_are_boxes_that_are_ticked_or_not_and_cannot_be_changed() {
        show("- [x] packed\n- [ ] flown\n");
        var boxes = words().getByRole(AriaRole.CHECKBOX);
        assertThat(boxes).hasCount(2);
        assertThat(boxes.first()).isChecked();
        assertThat(boxes.last()).not().isChecked();
        assertThat(boxes.last()).isDisabled();
        assertThat(words().locator("li").first()).hasCSS("list-style-type", "none");
    }

    @Test
    void columns_stand_where_the_table_says() {
        show("| Name | Sum |\n|:--|--:|\n| Rent | 900 |\n");
        assertThat(words().locator("td").last()).hasCSS("text-align", "right");
        assertThat(words().locator("td").first()).hasCSS("text-align", "left");
    }

    @Test
    void a_wide_table_scrolls_by_itself_and_breaks_no_word() {
        page.setViewportSize(360, 640);
        String row = "| Country | Independence | Constitution | Representatives | Administration |\n";
        show(row + "|---|---|---|---|---|\n" + row.repeat(3));
        assertThat(words().locator("td")).hasCount(15);
        assertThat(page.evaluate("(box => box.scrollWidth > box.clientWidth)(document.querySelector('.runnel-table'))"))
                .isEqualTo(true);
        assertThat(page.evaluate("""
                [...document.querySelectorAll('.runnel-table :is(th, td)')].every(cell => {
                  const words = document.createRange();
                  words.selectNodeContents(cell);
                  return words.getClientRects().length === 1;
                })""")).isEqualTo(true);
        assertThat(page.evaluate("(log => log.scrollWidth === log.clientWidth)(document.querySelector('.runnel-log'))"))
                .isEqualTo(true);
    }

    @Test
    void each_paragraph_has_the_direction_of_its_own_words_and_code_runs_left_to_right() {
        show("مرحبا بك `npm start` هنا\n\nHello in English\n\n- أولا\n- second\n\n```js\nlet x = 1;\n```\n");
        assertThat(words().locator("p").first()).hasCSS("direction", "rtl");
        assertThat(words().locator("p").first().locator("code")).hasCSS("direction", "ltr");
        assertThat(words().locator("p").last()).hasCSS("direction", "ltr");
        assertThat(words().locator("ul")).hasCSS("direction", "rtl");
        assertThat(words().locator("pre")).hasCSS("direction", "ltr");
    }

    @Test
    void code_is_coloured_once_its_language_is_known() {
        show("```js\nconst x = 'a < b';\n```\n\n```unheard-of\nconst y;\n```\n");
        assertThat(words().locator("pre").first().locator(".hljs-keyword")).hasText("const");
        assertThat(words().locator("pre").first()).hasText("const x = 'a < b';");
        assertThat(words().locator("pre").last()).hasText("const y;");
    }

    @Test
    void formulas_are_drawn_and_money_is_none() {
        show(
                "Energy \\(E = mc^2\\), $x_1$ and $5 and $10, US$3:\n\n\\[\n\\frac{a}{b}\n= \\mathbb{R}\n\\]\n\n$$\\sqrt{2}$$\n");
        assertThat(words().locator("math")).hasCount(4);
        assertThat(words().locator("math msup mi")).hasText("c");
        assertThat(words().locator("math[display=block] mfrac")).isVisible();
        assertThat(words().locator("math").nth(2)).containsText("ℝ");
        assertThat(words()).containsText("and $5 and $10, US$3:");
        assertThat(page.evaluate("""
                (([over, under]) => over.getBoundingClientRect().bottom <= under.getBoundingClientRect().top + 1)(
                    document.querySelector('.runnel-answer mfrac').children)""")).isEqualTo(true);
    }

    @Test
    void what_is_no_formula_stays_as_it_was_written() {
        show("Half \\(\\frac{a\\) and endless \\(\\def\\a{\\a\\a}\\a\\) and whole \\(y^2\\).");
        assertThat(words().locator("math")).hasCount(1);
        assertThat(words()).containsText("Half \\(\\frac{a\\) and endless \\(\\def\\a{\\a\\a}\\a\\) and whole");
    }

    @Test
    void a_formula_can_do_nothing_but_be_read() {
        show("\\(\\href{javascript:hacked=1}{x} \\htmlStyle{position:fixed}{y} \\htmlData{on=1}{z}"
                + " \\includegraphics{https://evil.example/x} \\text{<img src=x onerror=hacked=1>} \\color{red}{q}\\)");
        assertThat(words().locator("math")).hasCount(1);
        assertThat(words().locator("math")).containsText("<img src=x onerror=hacked=1>");
        assertThat(words().locator("a, img, script, style, [style], [href], [src], annotation"))
                .hasCount(0);
        assertThat(page.evaluate("window.hacked === undefined")).isEqualTo(true);
    }

    @Test
    void what_cannot_be_fetched_leaves_code_and_formulas_as_they_were_written() {
        page.route(Pattern.compile(".*/static/bundle/(highlighter|typesetter)-.*"), Route::abort);
        show("As \\(a_1\\) says:\n\n```js\nlet x;\n```\n");
        assertThat(words().locator("p")).hasText("As \\(a_1\\) says:");
        assertThat(words().locator("pre")).hasText("let x;");
    }

    @Test
    void what_is_seldom_needed_is_fetched_when_it_is_needed() {
        show("Some **words**.");
        int plain = scripts();
        provider.byDefault(Script.reply("```js\nlet x;\n```\n"));
        ask("code");
        assertThat(words().locator(".hljs-keyword")).isVisible();
        int withColours = scripts();
        assertThat(withColours).isGreaterThan(plain);
        provider.byDefault(Script.reply("\\(a_1\\)"));
        ask("formula");
        assertThat(words().locator("math")).isVisible();
        assertThat(scripts()).isGreaterThan(withColours);
    }

    private int scripts() {
        return ((Number) page.evaluate(
                        "performance.getEntriesByType('resource').filter(r => r.name.endsWith('.js')).length"))
                .intValue();
    }
}
