package dev.runnel.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import dev.runnel.testing.Gate;
import dev.runnel.testing.Script;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a person can do in a conversation: keys, buttons, scrolling. */
@QuarkusTest
@TestProfile(BrowserSuite.Profile.class)
class ConversationControlsTest extends ConversationSuite {

    @BeforeEach
    void aReplyThatWaitsHalfway() {
        provider.byDefault(Script.tokens("one ", "two ", "three ").holdAt(gate).then("four ", "five"));
    }

    @Test
    void suggestions_are_buttons_that_ask_and_context_is_shown() {
        answerWith(
                "{\"type\":\"status\",\"status\":\"processing\",\"reply_id\":\"r\",\"session_id\":\"s\",\"seq\":0}",
                "{\"type\":\"context\",\"context\":{\"intent\":\"travel\",\"entities\":{\"city\":\"Rome\"}},\"seq\":1}",
                "{\"type\":\"chunk\",\"content\":\"When?\",\"seq\":2}",
                "{\"type\":\"complete\",\"suggestions\":[\"In May\",\"In June\"],\"finish_reason\":\"stop\",\"seq\":3}");
        openRootPage();
        ask("to Rome");
        assertThat(page.getByLabel("Understood").getByRole(AriaRole.LISTITEM))
                .hasText(new String[] {"intent travel", "city Rome"});
        button("In June").click();
        assertThat(page.locator(".runnel-question")).hasText(new String[] {"to Rome", "In June"});
    }

    @Test
    void the_view_scrolls_along_unless_the_reader_has_scrolled_up() {
        String[] lines = new String[60];
        Arrays.fill(lines, "a line\n\n");
        provider.byDefault(Script.tokens(lines).holdAt(gate).then(lines));
        openRootPage();
        ask("long");
        assertThat(words().locator("p")).hasCount(60);
        page.waitForFunction(distanceFromEnd() + " < 2");
        page.locator(".runnel-log").hover();
        String top = "document.querySelector('.runnel-log').scrollTop";
        int read = ((Number) page.evaluate(top)).intValue() - 600;
        page.mouse().wheel(0, -600);
        assertThat(button("↓ Newest words")).isVisible();
        // The browser takes some frames for it.
        page.waitForFunction(top + " === " + read);
        gate.open();
        assertThat(words().locator("p")).hasCount(120);
        assertThat(page.evaluate(top)).isEqualTo(read);
        button("↓ Newest words").click();
        page.waitForFunction(distanceFromEnd() + " < 2");
    }

    @Test
    void whoever_scrolls_up_a_little_is_let_go_and_nothing_covers_the_words() {
        String[] lines = new String[60];
        Arrays.fill(lines, "a line\n\n");
        provider.byDefault(Script.tokens(lines).holdAt(gate).then(lines));
        openRootPage();
        ask("long");
        assertThat(words().locator("p")).hasCount(60);
        page.waitForFunction(distanceFromEnd() + " < 2");
        page.locator(".runnel-log").hover();
        page.mouse().wheel(0, -8);
        assertThat(button("↓ Newest words")).isVisible();
        gate.open();
        assertThat(words().locator("p")).hasCount(120);
        page.waitForFunction(distanceFromEnd() + " > 500");
        var log = page.locator(".runnel-log").boundingBox();
        var newest = button("↓ Newest words").boundingBox();
        assertThat(newest.y).isGreaterThanOrEqualTo(log.y + log.height);
        button("↓ Newest words").click();
        page.waitForFunction(distanceFromEnd() + " < 2");
        assertThat(button("↓ Newest words")).hasCount(0);
    }

    @Test
    void keys_that_lead_upwards_let_go_too() {
        String[] lines = new String[60];
        Arrays.fill(lines, "a line\n\n");
        provider.byDefault(Script.tokens(lines).holdAt(gate).then(lines));
        openRootPage();
        ask("long");
        assertThat(words().locator("p")).hasCount(60);
        page.locator(".runnel-log").press("PageUp");
        assertThat(button("↓ Newest words")).isVisible();
        gate.open();
        assertThat(words().locator("p")).hasCount(120);
        page.waitForFunction(distanceFromEnd() + " > 500");
    }

    @Test
    void ways_to_begin_are_buttons_that_ask() {
        provider.byDefault(Script.reply("hello"));
        mount("starters: ['What can you do?', 'Tell me a joke']");
        button("Tell me a joke").click();
        assertThat(words()).hasText("hello");
        assertThat(page.locator(".runnel-question")).hasText("Tell me a joke");
        assertThat(button("What can you do?")).hasCount(0);
    }

    @Test
    void a_long_silence_is_explained_before_and_between_the_words() {
        page.addInitScript("""
                window.original = setTimeout;
                window.setTimeout = (done, ms, ...more) => original(done, ms === 4000 ? 300 : ms, ...more);
                """);
        Gate first = new Gate();
        provider.byDefault(
                Script.tokens().holdAt(first).then("one ").holdAt(gate).then("two"));
        openRootPage();
        ask("count");
        assertThat(page.getByText("Still working…")).isVisible();
        first.open();
        assertThat(words()).hasText("one");
        assertThat(page.getByText("Still working…")).isVisible();
        gate.open();
        assertThat(words()).hasText("one two");
        assertThat(page.getByText("Still working…")).hasCount(0);
    }

    private static String distanceFromEnd() {
        return "(box => box.scrollHeight - box.scrollTop - box.clientHeight)(document.querySelector('.runnel-log'))";
    }

    @Test
    void enter_sends_and_shift_with_enter_begins_a_line() {
        gate.open();
        openRootPage();
        field().pressSequentially("one");
        field().press("Shift+Enter");
        field().pressSequentially("two");
        field().press("Enter");
        assertThat(page.locator(".runnel-question p")).hasText("one two");
        assertThat(page.locator(".runnel-question p").textContent()).isEqualTo("one\ntwo");
        assertThat(field()).isFocused();
        assertThat(field()).hasValue("");
    }

    @Test
    void escape_and_the_close_button_close_and_the_focus_returns() {
        mount("title: 'Help', onClose: () => mounted.update({...props, isOpen: false})");
        assertThat(page.getByRole(AriaRole.DIALOG, new Page.GetByRoleOptions().setName("Help")))
                .isVisible();
        assertThat(field()).isFocused();
        field().press("Escape");
        assertThat(page.locator(".runnel")).hasCount(0);
        assertThat(page.locator("#before")).isFocused();
        page.evaluate("mounted.update(props)");
        button("Close").click();
        assertThat(page.locator(".runnel")).hasCount(0);
    }

    @Test
    void a_closed_conversation_goes_on() {
        mount("");
        ask("count");
        assertThat(words()).hasText("one two three");
        page.evaluate("mounted.update({...props, isOpen: false})");
        gate.open();
        provider.awaitNoRequestInProgress();
        page.evaluate("mounted.update(props)");
        assertThat(words()).hasText("one two three four five");
    }

    @Test
    void the_token_goes_with_every_request() {
        gate.open();
        mount("sessionToken: 'secret'");
        var request = page.waitForRequest("**/api/conversation-stream/**", () -> ask("hi"));
        assertThat(request.headers()).containsEntry("authorization", "Bearer secret");
    }
}
