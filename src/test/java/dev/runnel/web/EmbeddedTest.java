package dev.runnel.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import dev.runnel.testing.Script;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import org.junit.jupiter.api.Test;

/** The conversation in pages of others, which have sizes, users and a language of their own. */
@QuarkusTest
@TestProfile(BrowserSuite.Profile.class)
class EmbeddedTest extends EmbeddedSuite {

    @Test
    void a_parent_without_a_height_gets_a_panel_that_scrolls_and_does_not_grow() {
        embed("width: 800px");
        double before = height();
        answered("word\n\n".repeat(200));
        assertThat(height()).isEqualTo(before);
        assertThat(before).isBetween(400.0, 720.0);
        assertThat(page.evaluate("document.scrollingElement.scrollTop")).isEqualTo(0);
        page.waitForFunction("(log => log.scrollHeight > 2 * log.clientHeight)(document.querySelector('.runnel-log'))");
    }

    @Test
    void a_parent_as_wide_as_what_is_in_it_stays_as_wide() {
        embed("display: inline-block");
        Object before = page.evaluate("document.querySelector('.runnel').offsetWidth");
        answered("a".repeat(500) + "\n\n" + "b ".repeat(500));
        assertThat(page.evaluate("document.querySelector('.runnel').offsetWidth"))
                .isEqualTo(before);
        assertThat((Integer) before).isBetween(600, 800);
    }

    @Test
    void a_page_that_is_read_from_the_top_stays_there() {
        embed("margin-top: 3000px; width: 800px; height: 600px");
        assertThat(field()).isFocused();
        assertThat(page.evaluate("document.scrollingElement.scrollTop")).isEqualTo(0);
    }

    @Test
    void a_conversation_speaks_german() {
        embed(
                "width: 800px; height: 600px",
                "labels: {...(await import('/runnel/conversation.js')).german, send: 'Ab'}");
        provider.byDefault(Script.tokens("- [x] half ").thenCut());
        page.getByLabel("Ihre Nachricht").fill("Hallo");
        page.getByRole(
                        AriaRole.BUTTON,
                        new Page.GetByRoleOptions().setName("Ab").setExact(true))
                .click();
        assertThat(answer()).containsText("Die Antwort brach ab.");
        assertThat(button("Noch einmal versuchen")).isVisible();
        assertThat(answer().getByLabel("Erledigt")).isVisible();
        assertThat(page.locator(".runnel [role=status]")).containsText("Die Antwort brach ab.");
        assertThat(page.locator(".runnel")).hasAttribute("aria-label", "Unterhaltung");
    }

    @Test
    void the_user_is_the_one_in_the_token_if_the_page_names_none() {
        embed("width: 800px; height: 600px", "userId: undefined, sessionToken: 'secret'");
        var request = page.waitForRequest("**/api/conversation-stream/me", () -> ask("hi"));
        assertThat(request.headers()).containsEntry("authorization", "Bearer secret");
    }
}
