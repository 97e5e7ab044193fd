package dev.runnel.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Route;
import dev.runnel.testing.Script;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The page as a checker of accessibility sees it, in all that it can look like. */
@QuarkusTest
@TestProfile(BrowserSuite.Profile.class)
class AxeTest extends ConversationSuite {

    private static final String ALL_KINDS = """
            # Title

            A [link](https://example.com/), `code` and \\(x^2\\).

            ### Part

            - [x] done
            - [ ] to do

            > quoted `code`

            | a | b |
            | - | - |
            | 1 | 2 |

            ```js
            // a remark
            let x = "text" + 1;
            ```
            """;

    private final List<String> found = new ArrayList<>();

    private void look(String state) {
        Axe.findings(page).forEach(finding -> found.add(state + ", " + finding));
    }

    @AfterEach
    void nothing_was_found() {
        assertThat(found).isEmpty();
    }

    @Test
    void a_conversation_and_all_that_opens_in_it() {
        openRootPage();
        look("empty");
        provider.enqueue(Script.reply(ALL_KINDS), Script.tokens("half ").thenCut());
        ask("show");
        assertThat(words().locator(".hljs-keyword")).isVisible();
        assertThat(words().locator("math")).isVisible();
        look("a reply");
        page.locator(".page-measure summary").click();
        look("how fast it was");
        page.locator(".page-measure summary").click();
        button("Edit question").click();
        button("Rename “show”").click();
        look("open fields");
        button("Cancel").last().click();
        button("Cancel").click();
        ask("break");
        assertThat(button("Try again")).isVisible();
        button("Delete “show”").click();
        look("a broken reply");
    }

    @Test
    void what_was_understood_and_what_could_be_asked_next() {
        answerWith(
                "{\"type\":\"status\",\"status\":\"processing\",\"reply_id\":\"r\",\"session_id\":\"s\",\"seq\":0}",
                "{\"type\":\"context\",\"context\":{\"intent\":\"travel\",\"entities\":{\"city\":\"Rome\"}},\"seq\":1}",
                "{\"type\":\"chunk\",\"content\":\"When?\",\"seq\":2}",
                "{\"type\":\"complete\",\"suggestions\":[\"In May\",\"In June\"],\"finish_reason\":\"length\",\"seq\":3}");
        openRootPage();
        ask("to Rome");
        assertThat(button("In June")).isVisible();
        look("suggestions");
    }

    @Test
    void what_is_said_while_a_reply_is_written_and_a_screen_reader_hears_of_it() {
        provider.byDefault(Script.tokens().holdAt(gate).then("one"));
        openRootPage();
        ask("count");
        assertThat(page.locator(".runnel-typing")).isVisible();
        field().fill("and on");
        field().press("Enter");
        assertThat(page.locator(".runnel [role=status]")).hasText("Waits for its turn");
        field().fill("and then");
        assertThat(button("Stop and ask")).isVisible();
        look("a message that waits");
        button("Edit waiting message").press("Enter");
        look("a message that waits is changed");
    }

    @Test
    void a_phone_with_its_list_and_a_search() {
        page.setViewportSize(390, 844);
        provider.byDefault(Script.reply("about cats"));
        openRootPage();
        ask("cats");
        assertThat(words()).hasText("about cats");
        button("Conversations").click();
        look("the list");
        page.getByLabel("Search conversations").fill("about");
        assertThat(page.locator(".page-excerpt")).isVisible();
        look("what was found");
        page.locator(".page-session").click();
        assertThat(page.locator(".runnel-answer")).isFocused();
        look("where it was found");
        button("Conversations").click();
        page.getByLabel("Search conversations").fill("horses");
        assertThat(page.getByText("Nothing was found.")).isVisible();
        look("nothing found");
    }

    @Test
    void what_could_not_be_done() {
        page.route("**/api/conversation/**", Route::abort);
        page.navigate("/#lost");
        assertThat(page.getByText("The messages of before could not be loaded."))
                .isVisible();
        assertThat(page.getByText("The list of conversations could not be loaded."))
                .isVisible();
        look("not loaded");
        page.route("**/runnel/page.json", Route::abort);
        page.navigate("/?");
        assertThat(page.getByText("The page could not be loaded.")).isVisible();
        look("no page");
    }

    @Test
    void a_conversation_in_a_dialog_of_another_page() {
        provider.byDefault(Script.reply("hello"));
        mount("title: 'Help', starters: ['Tell me a joke'], onClose: () => {}");
        button("Tell me a joke").click();
        assertThat(words()).hasText("hello");
        page.evaluate("document.querySelector('main').prepend(Object.assign("
                + "document.createElement('h1'), { textContent: 'Shop' }))");
        look("a dialog");
    }
}
