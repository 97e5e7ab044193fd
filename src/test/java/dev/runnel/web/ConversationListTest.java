package dev.runnel.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import dev.runnel.testing.Script;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a person can do with all their conversations: find one again, call it otherwise, keep several open. */
@QuarkusTest
@TestProfile(BrowserSuite.Profile.class)
class ConversationListTest extends ConversationSuite {

    @BeforeEach
    void aReplyToEach() {
        provider.answering(
                request -> Script.reply("about " + request.messages().getLast().text()));
    }

    private Locator list() {
        return page.getByRole(AriaRole.NAVIGATION).getByRole(AriaRole.LISTITEM);
    }

    private Locator search() {
        return page.getByLabel("Search conversations");
    }

    private void talkAbout(String subject) {
        ask(subject);
        assertThat(words()).hasText("about " + subject);
    }

    @Test
    void a_conversation_is_found_by_its_words() {
        openRootPage();
        talkAbout("cats");
        button("New conversation").click();
        talkAbout("dogs");
        search().fill("about cats");
        assertThat(list()).hasCount(1);
        assertThat(list()).containsText("cats");
        assertThat(page.locator(".page-excerpt")).containsText("about cats");
        page.locator(".page-session").click();
        assertThat(words()).hasText("about cats");
        search().fill("horses");
        assertThat(page.getByText("Nothing was found.")).isVisible();
        assertThat(list()).hasCount(0);
        search().press("Escape");
        assertThat(list()).hasText(new String[] {"dogs", "cats"});
    }

    @Test
    void what_is_found_opens_at_its_place_and_again_for_whoever_went_on_from_there() {
        String lines = "a line\n\n".repeat(60);
        provider.answering(request ->
                Script.reply(lines, "about **" + request.messages().getLast().text() + "** there\n\n", lines));
        openRootPage();
        ask("cats");
        Locator place = page.locator(".runnel-log").getByText("about cats there");
        assertThat(place).isVisible();
        ask("dogs");
        assertThat(words()).containsText("about dogs there");
        button("New conversation").click();

        search().fill("there cats");
        assertThat(page.locator(".page-excerpt")).isVisible();
        page.locator(".page-session").press("Enter");
        assertThat(place).isInViewport();
        assertThat(page.locator(".runnel-answer[data-found]")).isFocused();
        assertThat(page.locator(".runnel [role=status]")).hasText("This is where it was found.");
        assertThat(page.evaluate("[...CSS.highlights.get('runnel-found')].map(String)"))
                .isEqualTo(List.of("there", "cats", "cats"));
        button("↓ Newest words").click();
        assertThat(place).not().isInViewport();
        page.locator(".page-session").click();
        assertThat(place).isInViewport();

        page.reload();
        assertThat(page.locator(".runnel-question").first()).isInViewport();
        ask("birds");
        assertThat(words()).containsText("about birds there");
        assertThat(page.locator("[data-found]")).hasCount(0);
    }

    @Test
    void what_is_found_on_another_branch_is_shown_there() {
        provider.reset().enqueue(Script.reply("first words"), Script.reply("second words"));
        openRootPage();
        ask("tell");
        assertThat(words()).hasText("first words");
        button("Ask again").click();
        assertThat(words()).hasText("second words");
        search().fill("first");
        assertThat(page.locator(".page-excerpt")).isVisible();
        page.locator(".page-session").click();
        assertThat(words()).hasText("first words");
        assertThat(page.locator(".runnel-answer")).isFocused();
        page.reload();
        assertThat(words()).hasText("first words");
    }

    @Test
    void a_conversation_gets_another_title_also_in_the_other_tabs() {
        openRootPage();
        talkAbout("cats");
        Page second = browser.newPage();
        second.navigate("/");
        assertThat(answer(second)).isVisible();
        button("Rename “cats”").click();
        Locator title = page.getByLabel("New title");
        assertThat(title).isFocused();
        title.fill("about lions");
        title.press("Escape");
        assertThat(button("Rename “cats”")).isFocused();
        button("Rename “cats”").click();
        title.fill("Big cats");
        title.press("Enter");
        assertThat(list()).hasText(new String[] {"Big cats"});
        assertThat(page.getByRole(AriaRole.HEADING, new Page.GetByRoleOptions().setName("Big cats")))
                .isVisible();
        assertThat(second.getByRole(AriaRole.HEADING, new Page.GetByRoleOptions().setName("Big cats")))
                .isVisible();
        page.reload();
        assertThat(list()).hasText(new String[] {"Big cats"});
    }

    @Test
    void an_error_answers_for_what_was_tried_and_for_nothing_else() {
        openRootPage();
        talkAbout("cats");
        page.route("**/api/conversation/*/*", Route::abort);
        button("Delete “cats”").click();
        button("Delete for good").click();
        assertThat(page.getByRole(AriaRole.ALERT))
                .containsText("The conversation could not be deleted. The service could not be reached.");
        button("Rename “cats”").click();
        page.getByLabel("New title").fill("lions");
        button("Save").click();
        assertThat(page.getByRole(AriaRole.ALERT)).containsText("The conversation could not be renamed.");
        page.unroute("**/api/conversation/*/*");
        page.getByRole(AriaRole.ALERT)
                .getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName("Try again"))
                .click();
        assertThat(list()).hasText(new String[] {"lions"});
        assertThat(page.getByRole(AriaRole.ALERT)).hasCount(0);
    }

    @Test
    void a_list_that_could_not_be_loaded_comes_with_the_network() {
        openRootPage();
        talkAbout("cats");
        page.route("**/api/conversation/*", Route::abort);
        page.reload();
        assertThat(page.getByRole(AriaRole.ALERT)).containsText("The list of conversations could not be loaded.");
        page.unroute("**/api/conversation/*");
        page.evaluate("dispatchEvent(new Event('online'))");
        assertThat(list()).hasText(new String[] {"cats"});
        assertThat(page.getByRole(AriaRole.ALERT)).hasCount(0);
    }

    @Test
    void two_tabs_keep_their_own_conversation() {
        openRootPage();
        talkAbout("cats");
        Page second = browser.newPage();
        second.navigate("/");
        assertThat(answer(second).locator(".runnel-markdown")).hasText("about cats");
        second.getByText("New conversation").click();
        ask(second, "dogs");
        assertThat(answer(second).locator(".runnel-markdown")).hasText("about dogs");
        page.navigate("/");
        assertThat(words()).hasText("about cats");
        second.navigate("/");
        assertThat(answer(second).locator(".runnel-markdown")).hasText("about dogs");
    }

    @Test
    void back_and_forward_lead_through_the_conversations() {
        openRootPage();
        talkAbout("cats");
        button("New conversation").click();
        talkAbout("dogs");
        button("New conversation").click();
        assertThat(page.getByText("Ask something to begin.")).isVisible();
        page.goBack();
        assertThat(words()).hasText("about dogs");
        page.goBack();
        assertThat(words()).hasText("about cats");
        page.goForward();
        assertThat(words()).hasText("about dogs");
        page.goForward();
        assertThat(page.getByText("Ask something to begin.")).isVisible();
    }

    @Test
    void the_theme_is_chosen_by_the_person_and_kept() {
        page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(ColorScheme.LIGHT));
        openRootPage();
        Object light = page.evaluate("getComputedStyle(document.body).backgroundColor");
        page.getByLabel("Dark").check();
        assertThat(page.locator(".runnel")).hasAttribute("data-theme", "dark");
        Object dark = page.evaluate("getComputedStyle(document.body).backgroundColor");
        assertThat(dark).isNotEqualTo(light);
        page.reload();
        assertThat(page.getByLabel("Dark")).isChecked();
        assertThat(page.evaluate("getComputedStyle(document.body).backgroundColor"))
                .isEqualTo(dark);
        page.getByLabel("System").check();
        assertThat(page.evaluate("getComputedStyle(document.body).backgroundColor"))
                .isEqualTo(light);
        page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(ColorScheme.DARK));
        assertThat(page.evaluate("getComputedStyle(document.body).backgroundColor"))
                .isEqualTo(dark);
        page.getByLabel("Light").check();
        assertThat(page.evaluate("getComputedStyle(document.body).backgroundColor"))
                .isEqualTo(light);
    }
}
