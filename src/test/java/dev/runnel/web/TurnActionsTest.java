package dev.runnel.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.AriaRole;
import dev.runnel.testing.PromptMessage;
import dev.runnel.testing.Script;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a person can do with what was asked and replied: ask again, otherwise, further, go back, take it along. */
@QuarkusTest
@TestProfile(BrowserSuite.Profile.class)
class TurnActionsTest extends ConversationSuite {

    private Locator questions() {
        return page.locator(".runnel-question");
    }

    private Locator replies() {
        return page.locator(".runnel-markdown");
    }

    private Locator versions(String name) {
        return page.getByRole(AriaRole.GROUP, new Page.GetByRoleOptions().setName(name));
    }

    private static Locator in(Locator group, String button) {
        return group.getByRole(
                AriaRole.BUTTON, new Locator.GetByRoleOptions().setName(button).setExact(true));
    }

    @Test
    void a_question_is_asked_again_and_both_replies_can_be_read_also_after_a_reload() {
        provider.reset().enqueue(Script.reply("first"), Script.reply("second"), Script.reply("next"));
        openRootPage();
        ask("a word");
        assertThat(words()).hasText("first");
        button("Ask again").click();
        assertThat(words()).hasText("second");
        assertThat(questions()).hasText("a word");
        Locator replies = versions("Other replies here");
        assertThat(replies).hasText("2/2");
        assertThat(in(replies, "Later")).isDisabled();

        in(replies, "Earlier").click();
        assertThat(words()).hasText("first");
        assertThat(replies).hasText("1/2");
        assertThat(page.locator(".runnel [role=status]")).hasText("1 of 2");
        page.reload();
        assertThat(words()).hasText("first");
        assertThat(replies).hasText("1/2");

        ask("go on");
        assertThat(words()).hasText("next");
        assertThat(provider.requests().getLast().messages())
                .extracting(PromptMessage::text)
                .contains("first")
                .doesNotContain("second");
    }

    @Test
    void a_question_is_changed_and_both_branches_stay() {
        provider.answering(
                request -> Script.reply("about " + request.messages().getLast().text()));
        openRootPage();
        ask("cats");
        assertThat(words()).hasText("about cats");
        ask("big ones");
        assertThat(words()).hasText("about big ones");
        button("Edit question").first().click();
        Locator editor = page.getByLabel("Your question");
        assertThat(editor).isFocused();
        assertThat(editor).hasValue("cats");
        editor.fill("dogs");
        editor.press("Enter");
        assertThat(words()).hasText("about dogs");
        assertThat(questions()).hasText(new String[] {"dogs"});

        Locator versions = versions("Other questions here");
        assertThat(versions).hasText("2/2");
        in(versions, "Earlier").click();
        assertThat(questions()).hasText(new String[] {"cats", "big ones"});
        assertThat(replies()).hasText(new String[] {"about cats", "about big ones"});
        page.reload();
        assertThat(replies()).hasText(new String[] {"about cats", "about big ones"});
        in(versions, "Later").click();
        assertThat(replies()).hasText(new String[] {"about dogs"});
    }

    @Test
    void whoever_does_not_want_to_change_a_question_after_all_is_where_they_were() {
        provider.byDefault(Script.reply("hello"));
        mount("onClose: () => mounted.update({...props, isOpen: false})");
        ask("hi");
        assertThat(words()).hasText("hello");
        button("Edit question").press("Enter");
        page.getByLabel("Your question").fill("something else");
        page.getByLabel("Your question").press("Escape");
        assertThat(page.getByLabel("Your question")).hasCount(0);
        assertThat(questions()).hasText("hi");
        assertThat(button("Edit question")).isFocused();
    }

    @Test
    void a_stopped_reply_goes_on_where_its_words_end() {
        provider.reset()
                .enqueue(Script.tokens("one ", "two ").holdAt(gate), Script.reply("three ", "four"), Script.reply("x"));
        openRootPage();
        ask("count");
        assertThat(words()).hasText("one two");
        button("Stop").click();
        assertThat(answer()).containsText("Stopped.");
        button("Continue").click();
        assertThat(words()).hasText("one two three four");
        assertThat(page.locator(".runnel-note")).hasCount(0);
        assertThat(questions()).hasCount(1);
        assertThat(versions("Other replies here")).hasCount(0);
        page.reload();
        assertThat(words()).hasText("one two three four");
        assertThat(versions("Other replies here")).hasCount(0);
    }

    @Test
    void what_was_replied_stays_when_asking_again_is_refused_and_can_be_tried_again() {
        provider.reset().enqueue(Script.reply("first"), Script.reply("second"));
        openRootPage();
        ask("a word");
        assertThat(words()).hasText("first");
        page.route(
                "**/api/conversation-stream/*",
                route -> route.fulfill(new Route.FulfillOptions()
                        .setStatus(503)
                        .setContentType("text/event-stream")
                        .setBody("data: {\"type\":\"error\",\"code\":\"overloaded\",\"message\":\"\","
                                + "\"retryable\":true}\n\n")),
                new Page.RouteOptions().setTimes(1));
        button("Ask again").click();
        assertThat(page.getByRole(AriaRole.ALERT)).containsText("The question could not be asked again. Very many");
        assertThat(words()).hasText("first");
        button("Try again").click();
        assertThat(words()).hasText("second");
        assertThat(page.getByRole(AriaRole.ALERT)).hasCount(0);
    }

    @Test
    void a_branch_that_cannot_be_opened_says_so_and_the_old_one_is_there() {
        provider.reset().enqueue(Script.reply("first"), Script.reply("second"));
        openRootPage();
        ask("a word");
        assertThat(words()).hasText("first");
        button("Ask again").click();
        assertThat(words()).hasText("second");
        page.route("**/api/conversation/*/*", route -> {
            if (route.request().method().equals("PATCH")) {
                route.abort();
            } else {
                route.resume();
            }
        });
        in(versions("Other replies here"), "Earlier").click();
        assertThat(page.getByRole(AriaRole.ALERT))
                .containsText("The other version could not be opened. The service could not be reached.");
        assertThat(words()).hasText("second");
    }

    @Test
    void a_reply_is_copied_as_it_was_written_and_a_screen_reader_hears_that() {
        browser.grantPermissions(List.of("clipboard-read", "clipboard-write"));
        provider.byDefault(Script.reply("**bold** and `code`"));
        openRootPage();
        ask("show");
        assertThat(words()).hasText("bold and code");
        button("Copy reply").click();
        assertThat(page.locator(".runnel [role=status]")).hasText("Copied");
        assertThat(page.evaluate("navigator.clipboard.readText()")).isEqualTo("**bold** and `code`");
    }

    @Test
    void without_a_clipboard_the_reply_is_selected() {
        page.addInitScript("Object.defineProperty(navigator, 'clipboard', { value: undefined })");
        provider.byDefault(Script.reply("hello"));
        openRootPage();
        ask("show");
        assertThat(words()).hasText("hello");
        button("Copy reply").click();
        assertThat(page.locator(".runnel [role=status]")).containsText("Selected.");
        assertThat(page.evaluate("String(getSelection())")).isEqualTo("hello");
    }

    @Test
    void whoever_goes_through_the_versions_with_the_keyboard_keeps_the_button() {
        provider.reset().enqueue(Script.reply("first"), Script.reply("second"), Script.reply("third"));
        openRootPage();
        ask("a word");
        assertThat(words()).hasText("first");
        button("Ask again").press("Enter");
        assertThat(words()).hasText("second");
        button("Ask again").press("Enter");
        assertThat(words()).hasText("third");
        Locator replies = versions("Other replies here");
        in(replies, "Earlier").press("Enter");
        assertThat(words()).hasText("second");
        assertThat(in(replies, "Earlier")).isFocused();
        page.keyboard().press("Enter");
        assertThat(words()).hasText("first");
        assertThat(in(replies, "Later")).isFocused();
    }
}
