package dev.runnel.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.AriaRole;
import dev.runnel.FailureCode;
import dev.runnel.testing.Script;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a person sees when something goes wrong in a conversation. */
@QuarkusTest
@TestProfile(BrowserSuite.Profile.class)
class ConversationFailuresTest extends ConversationSuite {

    @BeforeEach
    void aReplyThatWaitsHalfway() {
        provider.byDefault(Script.tokens("one ", "two ", "three ").holdAt(gate).then("four ", "five"));
    }

    @Test
    void a_reply_that_breaks_off_stays_with_a_way_to_try_again() {
        provider.reset().enqueue(Script.tokens("half of ").thenCut(), Script.reply("all of it"));
        openRootPage();
        ask("tell");
        assertThat(answer()).containsText("The reply was cut off.");
        assertThat(words()).hasText("half of");
        button("Try again").click();
        assertThat(words()).hasText("all of it");
        assertThat(page.locator(".runnel-failure")).hasCount(0);
        assertThat(page.locator(".runnel-question")).hasCount(1);
    }

    @Test
    void offline_and_back_is_said_and_loses_nothing() {
        openRootPage();
        ask("count");
        assertThat(words()).hasText("one two three");
        browser.setOffline(true);
        assertThat(page.getByText("You are offline.")).isVisible();
        gate.open();
        browser.setOffline(false);
        assertThat(words()).hasText("one two three four five");
        assertThat(page.getByText("You are offline.")).hasCount(0);
        assertThat(provider.requests()).hasSize(1);
    }

    @Test
    void a_broken_connection_is_said_and_taken_up_again() {
        openRootPage();
        ask("count");
        assertThat(words()).hasText("one two three");
        network.goDown();
        assertThat(page.getByText("Reconnecting…")).isVisible();
        gate.open();
        network.comeUp();
        assertThat(words()).hasText("one two three four five");
    }

    @Test
    void a_reply_that_a_restarted_service_has_forgotten_keeps_its_words_and_can_be_asked_for_again() {
        openRootPage();
        ask("count");
        assertThat(words()).hasText("one two three");
        // As after a restart of a service that keeps its replies in the process: it does not know this one.
        page.route(
                Pattern.compile("/api/conversation-stream/[^/]+/[^/]+$"),
                route -> route.resume(new Route.ResumeOptions()
                        .setUrl(route.request().url().replaceFirst("[^/]+$", "no-such-reply"))));
        network.cut();
        assertThat(answer()).containsText("This reply was lost.");
        assertThat(words()).hasText("one two three");
        gate.open();
        button("Try again").click();
        assertThat(words()).hasText("one two three four five");
    }

    @Test
    void a_conversation_that_cannot_be_fetched_does_not_hinder_a_question_and_comes_back_by_itself() {
        page.route("**/api/conversation/*/shared*", route -> route.abort());
        mount("sessionId: 'shared'");
        assertThat(page.locator(".runnel-failure"))
                .containsText("The messages of before could not be loaded. The service could not be reached.");
        assertThat(button("Try again")).isVisible();
        gate.open();
        ask("count");
        assertThat(words()).hasText("one two three four five");
        page.unroute("**/api/conversation/*/shared*");
        page.evaluate("dispatchEvent(new Event('online'))");
        assertThat(page.locator(".runnel-failure")).hasCount(0);
        assertThat(page.locator(".runnel-question")).hasText(new String[] {"count"});
    }

    @Test
    void whoever_is_too_quick_sees_the_seconds_until_the_next_try() {
        gate.open();
        openRootPage();
        for (int question = 1; question <= 4; question++) {
            ask("question " + question);
            assertThat(page.locator(".runnel-markdown")).hasCount(question);
            assertThat(words()).hasText("one two three four five");
        }
        ask("question 5");
        assertThat(answer()).containsText("You are quick!");
        var again = page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(Pattern.compile("Try again")));
        assertThat(again).isDisabled();
        assertThat(again).hasText(Pattern.compile("Try again in 1?\\d s"));
        String first = again.textContent();
        assertThat(again).not().hasText(first);
        assertThat(provider.requests()).hasSize(4);
    }

    @Test
    void a_countdown_ends_with_a_button_that_works() {
        answerWithRefusal();
        openRootPage();
        ask("hi");
        assertThat(button("Try again in 1 s")).isDisabled();
        page.unroute("**/api/conversation-stream/**");
        gate.open();
        button("Try again").click();
        assertThat(words()).hasText("one two three four five");
    }

    private void answerWithRefusal() {
        page.route(
                "**/api/conversation-stream/**",
                route -> route.fulfill(new Route.FulfillOptions()
                        .setStatus(429)
                        .setContentType("text/event-stream")
                        .setBody("data: {\"type\":\"error\",\"code\":\"rate_limited\",\"message\":\"Wait.\","
                                + "\"retryable\":true,\"retry_after\":1}\n\n")));
    }

    @Test
    void what_cannot_be_tried_again_offers_no_button() {
        provider.byDefault(Script.contextLengthExceeded());
        openRootPage();
        ask("hi");
        assertThat(answer()).containsText("This conversation has become too long for the AI.");
        assertThat(page.locator(".runnel-retry")).hasCount(0);
    }

    @Test
    void every_error_code_has_a_friendly_text() {
        openRootPage();
        List<String> codes =
                Arrays.stream(FailureCode.values()).map(FailureCode::wireName).toList();
        Object unknown = page.evaluate("""
                async codes => {
                  const { friendlyText } = await import('/runnel/conversation.js');
                  return codes.filter(code => friendlyText(code) === friendlyText('no such code'));
                }
                """, codes);
        assertThat((List<?>) unknown).isEmpty();
    }
}
