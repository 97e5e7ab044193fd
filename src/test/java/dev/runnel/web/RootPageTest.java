package dev.runnel.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.AriaRole;
import dev.runnel.testing.Script;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

@QuarkusTest
@TestProfile(BrowserSuite.Profile.class)
class RootPageTest extends ConversationSuite {

    @Test
    void conversations_are_listed_by_their_first_question_and_can_be_returned_to() {
        talkAboutCats();
        button("New conversation").click();
        assertThat(page.getByText("Ask something to begin.")).isVisible();
        ask("dogs");
        assertThat(words()).hasText("about dogs");
        var list = page.getByRole(AriaRole.NAVIGATION).getByRole(AriaRole.LISTITEM);
        assertThat(list).hasText(new String[] {"dogs", "cats"});
        button("cats").click();
        assertThat(words()).hasText("about cats");
        page.reload();
        assertThat(words()).hasText("about cats");
        assertThat(list).hasCount(2);
    }

    @Test
    void a_conversation_has_an_address_that_leads_back_to_it() {
        talkAboutCats();
        String cats = page.url();
        assertThat(cats).contains("#");
        button("New conversation").click();
        assertThat(page.getByText("Ask something to begin.")).isVisible();
        page.goBack();
        assertThat(words()).hasText("about cats");
        button("New conversation").click();
        Page second = browser.newPage();
        second.navigate(cats);
        assertThat(answer(second).locator(".runnel-markdown")).hasText("about cats");
    }

    @Test
    void the_list_is_the_same_in_another_browser_of_the_same_person() {
        talkAboutCats();
        String visitor = (String) page.evaluate("localStorage.getItem('runnel:visitor')");
        onAnotherDevice(() -> {
            page.addInitScript("localStorage.setItem('runnel:visitor', '" + visitor + "')");
            openRootPage();
            button("cats").click();
            assertThat(page.locator(".runnel-question")).hasText("cats");
            assertThat(words()).hasText("about cats");
        });
    }

    @Test
    void an_erased_conversation_is_gone_after_a_reload_and_for_the_service() {
        talkAboutCats();
        button("New conversation").click();
        ask("dogs");
        assertThat(words()).hasText("about dogs");
        Page second = browser.newPage();
        second.navigate("/");
        assertThat(answer(second).locator(".runnel-markdown")).hasText("about dogs");

        button("Delete “dogs”").click();
        assertThat(button("Keep")).isFocused();
        button("Keep").click();
        button("Delete “dogs”").click();
        button("Delete for good").click();

        var list = page.getByRole(AriaRole.NAVIGATION).getByRole(AriaRole.LISTITEM);
        assertThat(list).hasText(new String[] {"cats"});
        assertThat(page.getByText("Ask something to begin.")).isVisible();
        assertThat(second.locator(".runnel-question")).hasCount(0);
        assertThat(second.getByRole(AriaRole.NAVIGATION).getByRole(AriaRole.LISTITEM))
                .hasText(new String[] {"cats"});
        page.reload();
        assertThat(list).hasText(new String[] {"cats"});
        assertThat(page.getByText("Ask something to begin.")).isVisible();
    }

    @Test
    void a_conversation_that_cannot_be_erased_stays_and_says_so() {
        provider.byDefault(Script.reply("hello"));
        openRootPage();
        ask("cats");
        assertThat(words()).hasText("hello");
        page.route(
                "**/api/conversation/*/*",
                route -> route.fulfill(new Route.FulfillOptions()
                        .setStatus(503)
                        .setContentType("application/problem+json")
                        .setBody("{\"code\":\"session_unreachable\",\"retryable\":true}")));
        button("Delete “cats”").click();
        button("Delete for good").click();
        assertThat(page.getByRole(AriaRole.ALERT)).containsText("cannot be reached right now");
        assertThat(button("cats")).isVisible();
    }

    @Test
    void the_speed_of_the_last_reply_is_read_out() {
        // What comes within 50 ms has come at once.
        provider.byDefault(Script.tokens("one ")
                .holdAt(gate)
                .then("two ", "three ", "four")
                .delayBetweenTokens(Duration.ofMillis(50)));
        openRootPage();
        ask("count");
        assertThat(words()).hasText("one");
        gate.open();
        page.locator(".page-measure summary").click();
        assertThat(page.getByLabel("The last reply")).isVisible();
        assertThat(page.getByLabel("The last reply").locator("dd")).hasText(new Pattern[] {
            Pattern.compile("\\d+ ms"), Pattern.compile("^[\\d.]+$"), Pattern.compile("openai \\(openai-model\\)")
        });
    }

    @Test
    void the_policy_allows_no_inline_script_and_the_page_breaks_no_rule_of_it() {
        List<String> complaints = new ArrayList<>();
        page.onConsoleMessage(message -> {
            if (message.type().equals("error")) {
                complaints.add(message.text());
            }
        });
        var response = page.navigate("/");
        assertThat(response.headerValue("content-security-policy"))
                .contains("default-src 'none'", "script-src 'self'")
                .doesNotContain("unsafe");
        assertThat(response.headerValue("cache-control")).isEqualTo("no-cache");
        provider.byDefault(Script.reply("**hello**"));
        ask("hi");
        assertThat(words()).hasText("hello");
        page.evaluate("document.body.append(Object.assign(document.createElement('script'), {text: 'hacked = 1'}))");
        assertThat(page.evaluate("typeof hacked")).isEqualTo("undefined");
        assertThat(complaints).singleElement().asString().contains("Content Security Policy");
    }

    private void talkAboutCats() {
        provider.answering(
                request -> Script.reply("about " + request.messages().getLast().text()));
        openRootPage();
        ask("cats");
        assertThat(words()).hasText("about cats");
    }
}
