package dev.runnel.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ReducedMotion;
import dev.runnel.testing.Script;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import org.junit.jupiter.api.Test;

/** The page for people who do not see it, do not use a mouse, or hold it in one hand. */
@QuarkusTest
@TestProfile(BrowserSuite.Profile.class)
class AccessibilityTest extends ConversationSuite {

    @Test
    void a_screen_reader_hears_the_whole_reply_once_and_not_word_by_word() {
        provider.byDefault(Script.tokens("one ", "two ").holdAt(gate).then("three"));
        openRootPage();
        var status = page.locator(".runnel [role=status]");
        ask("count");
        assertThat(words()).hasText("one two");
        assertThat(status).hasText("The reply is being written.");
        gate.open();
        assertThat(status).hasText("one two three");
    }

    @Test
    void a_screen_reader_hears_words_and_no_signs_and_not_what_was_there_before() {
        provider.byDefault(Script.reply(
                "# Title\n\nSome **bold** [link](https://example.com/).\n\n- [x] done\n\n" + "```js\nlet x;\n```\n"));
        openRootPage();
        ask("show");
        var status = page.locator(".runnel [role=status]");
        assertThat(status).hasText("Title Some bold link. Done: done js let x;");
        page.reload();
        assertThat(words().locator("h1")).hasText("Title");
        assertThat(status).hasText("");
    }

    @Test
    void a_screen_reader_hears_of_a_failure() {
        provider.byDefault(Script.tokens("half ").thenCut());
        openRootPage();
        ask("count");
        assertThat(page.locator(".runnel [role=status]")).containsText("The reply was cut off.");
    }

    @Test
    void everything_can_be_reached_with_the_keyboard() {
        provider.byDefault(Script.reply("```js\nlet x;\n```\n"));
        openRootPage();
        ask("show");
        assertThat(words().locator("pre")).isVisible();
        page.keyboard().press("Shift+Tab");
        assertThat(button("Ask again")).isFocused();
        page.keyboard().press("Shift+Tab");
        assertThat(button("Copy reply")).isFocused();
        page.keyboard().press("Shift+Tab");
        assertThat(words().locator("pre")).isFocused();
        page.keyboard().press("Shift+Tab");
        assertThat(button("Copy")).isFocused();
        page.keyboard().press("Shift+Tab");
        assertThat(button("Edit question")).isFocused();
        page.keyboard().press("Shift+Tab");
        assertThat(page.locator(".runnel-log")).isFocused();
    }

    @Test
    void whoever_wants_less_motion_gets_none() {
        page.emulateMedia(new Page.EmulateMediaOptions().setReducedMotion(ReducedMotion.REDUCE));
        provider.byDefault(Script.reply("hello").holdBeforeHeaders(gate));
        openRootPage();
        ask("hi");
        assertThat(page.locator(".runnel-typing i").first()).hasCSS("animation-name", "none");
        gate.open();
        assertThat(words()).hasText("hello");
    }

    @Test
    void a_phone_shows_it_without_scrolling_sideways() {
        page.setViewportSize(360, 640);
        provider.byDefault(Script.reply("a".repeat(300), "\n\n```\n", "b".repeat(300), "\n```\n"));
        openRootPage();
        ask("long");
        assertThat(words().locator("pre")).isVisible();
        assertThat(page.evaluate("document.documentElement.scrollWidth <= 360")).isEqualTo(true);
        assertThat(field()).isInViewport();
        assertThat(button("Send")).isInViewport();
    }
}
