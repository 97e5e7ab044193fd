package dev.runnel.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import dev.runnel.testing.Script;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import org.junit.jupiter.api.Test;

/** With fingers: a keyboard opens when somebody wants to write, and its Enter makes a line. */
@QuarkusTest
@TestProfile(BrowserSuite.Profile.class)
class TouchTest extends ConversationSuite {

    private void onAPhone(Runnable action) {
        Page here = page;
        try (BrowserContext phone = browser.browser()
                .newContext(new Browser.NewContextOptions()
                        .setBaseURL("http://127.0.0.1:" + network.port())
                        .setViewportSize(390, 844)
                        .setIsMobile(true)
                        .setHasTouch(true))) {
            page = phone.newPage();
            action.run();
        } finally {
            page = here;
        }
    }

    @Test
    void enter_makes_a_line_and_the_button_sends() {
        provider.byDefault(Script.reply("hello"));
        onAPhone(() -> {
            page.navigate("/");
            assertThat(field()).hasAttribute("enterkeyhint", "enter");
            field().tap();
            field().pressSequentially("one");
            field().press("Enter");
            field().pressSequentially("two");
            assertThat(field()).hasValue("one\ntwo");
            button("Send").tap();
            assertThat(words()).hasText("hello");
            field().fill("with a keyboard");
            field().press("Control+Enter");
            assertThat(page.locator(".runnel-question")).hasCount(2);
        });
    }

    @Test
    void no_keyboard_opens_by_itself() {
        provider.byDefault(Script.reply("hello"));
        onAPhone(() -> {
            page.navigate("/");
            assertThat(page.getByText("Ask something to begin.")).isVisible();
            assertThat(field()).not().isFocused();
            field().fill("cats");
            button("Send").tap();
            assertThat(words()).hasText("hello");
            assertThat(field()).not().isFocused();
            button("Conversations").tap();
            button("New conversation").tap();
            assertThat(page.getByText("Ask something to begin.")).isVisible();
            assertThat(field()).not().isFocused();
        });
    }

    @Test
    void fingers_reach_what_can_be_done_with_a_turn_and_what_can_be_said_meanwhile() {
        provider.enqueue(
                Script.reply("hello"), Script.tokens("one ").holdAt(gate).then("two"));
        onAPhone(() -> {
            page.navigate("/");
            field().fill("cats");
            button("Send").tap();
            assertThat(words()).hasText("hello");
            button("Ask again").tap();
            assertThat(words()).hasText("one");
            field().fill("and dogs");
            button("Ask afterwards").tap();
            assertThat(page.getByLabel("Waiting messages")).containsText("and dogs");
            assertThat(button("Withdraw")).isVisible();
            button("Withdraw").tap();
            assertThat(page.getByLabel("Waiting messages")).hasCount(0);
            gate.open();
            assertThat(words()).hasText("one two");
            button("Earlier").tap();
            assertThat(words()).hasText("hello");
        });
    }
}
