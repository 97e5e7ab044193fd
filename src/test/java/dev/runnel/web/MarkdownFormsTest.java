package dev.runnel.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.AriaRole;
import dev.runnel.testing.Script;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
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
    void formulas_keep_their_signs_and_money_is_none() {
        show("Energy \\(E_0 = m * c * 2\\), $x_1$ and for $5 or $10:\n\n\\[\na\n= b\n- c\n\\]\n");
        assertThat(words().locator(".runnel-math"))
                .hasText(new String[] {"\\(E_0 = m * c * 2\\)", "$x_1$", "\\[ a = b - c \\]"});
        assertThat(words()).containsText("and for $5 or $10:");
    }

    @Test
    void colours_that_cannot_be_fetched_leave_the_code_as_it_was_written() {
        page.route("**/static/bundle/highlighter-*", Route::abort);
        show("```js\nlet x;\n```\n");
        assertThat(words().locator("pre")).hasText("let x;");
    }

    @Test
    void what_is_seldom_needed_is_fetched_when_it_is_needed() {
        show("Some **words**.");
        int plain = scripts();
        provider.byDefault(Script.reply("```js\nlet x;\n```\n"));
        ask("code");
        assertThat(words().locator(".hljs-keyword")).isVisible();
        assertThat(scripts()).isGreaterThan(plain);
    }

    private int scripts() {
        return ((Number) page.evaluate(
                        "performance.getEntriesByType('resource').filter(r => r.name.endsWith('.js')).length"))
                .intValue();
    }
}
