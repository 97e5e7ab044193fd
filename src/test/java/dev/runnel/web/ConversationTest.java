package dev.runnel.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.AriaRole;
import dev.runnel.FailureCode;
import dev.runnel.testing.Gate;
import dev.runnel.testing.Script;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a person sees of a conversation, whatever happens to it. */
@QuarkusTest
@TestProfile(BrowserSuite.Profile.class)
class ConversationTest extends ConversationSuite {

    @BeforeEach
    void aReplyThatWaitsHalfway() {
        provider.byDefault(Script.tokens("one ", "two ", "three ").holdAt(gate).then("four ", "five"));
    }

    @Test
    void words_appear_as_they_come() {
        openRootPage();
        ask("count");
        assertThat(words()).hasText("one two three");
        gate.open();
        assertThat(words()).hasText("one two three four five");
    }

    @Test
    void before_the_first_word_a_sign_shows_that_it_is_on_its_way() {
        Gate first = new Gate();
        provider.byDefault(Script.reply("hello").holdBeforeHeaders(first));
        openRootPage();
        ask("hi");
        assertThat(page.locator(".runnel-typing")).isVisible();
        first.open();
        assertThat(words()).hasText("hello");
        assertThat(page.locator(".runnel-typing")).hasCount(0);
    }

    @Test
    void while_the_model_thinks_the_page_says_so_before_and_between_the_words() {
        Gate first = new Gate();
        Gate second = new Gate();
        provider.byDefault(Script.tokens()
                .thenThink("hm", "hm")
                .holdAt(first)
                .then("one ")
                .thenThink("hm")
                .holdAt(second)
                .then("two"));
        openRootPage();
        ask("count");
        assertThat(page.getByText("Thinking…")).isVisible();
        first.open();
        assertThat(words()).hasText("one");
        assertThat(page.getByText("Thinking…")).isVisible();
        second.open();
        assertThat(words()).hasText("one two");
        assertThat(page.getByText("Thinking…")).hasCount(0);
    }

    @Test
    void without_streaming_a_person_sees_that_the_whole_reply_is_loading() {
        mount("useStreaming: false");
        page.waitForRequest("**/api/conversation/*", () -> ask("count"));
        assertThat(page.locator(".runnel-loading")).isVisible();
        assertThat(button("Stop")).hasCount(0);
        gate.open();
        assertThat(words()).hasText("one two three four five");
        assertThat(page.locator(".runnel-loading")).hasCount(0);
    }

    @Test
    void a_stopped_reply_keeps_what_it_has() {
        openRootPage();
        ask("count");
        assertThat(words()).hasText("one two three");
        button("Stop").click();
        assertThat(answer()).containsText("Stopped.");
        assertThat(words()).hasText("one two three");
        assertThat(button("Send")).isVisible();
        provider.awaitClosedByClient(0);
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
    void a_reload_in_mid_reply_loses_no_word_and_asks_no_second_time() {
        openRootPage();
        ask("count");
        assertThat(words()).hasText("one two three");
        page.reload();
        assertThat(words()).hasText("one two three");
        gate.open();
        assertThat(words()).hasText("one two three four five");
        assertThat(page.locator(".runnel-question")).hasText("count");
        assertThat(provider.requests()).hasSize(1);
    }

    @Test
    void a_reply_that_ended_while_the_page_was_away_is_there_afterwards() {
        openRootPage();
        ask("count");
        assertThat(words()).hasText("one two three");
        page.navigate("about:blank");
        gate.open();
        provider.awaitNoRequestInProgress();
        page.goBack();
        assertThat(words()).hasText("one two three four five");
        assertThat(provider.requests()).hasSize(1);
    }

    @Test
    void a_conversation_is_there_again_after_a_reload() {
        gate.open();
        openRootPage();
        ask("first");
        assertThat(words()).hasText("one two three four five");
        ask("second");
        assertThat(page.locator(".runnel-markdown")).hasCount(2);
        assertThat(words()).hasText("one two three four five");
        page.reload();
        assertThat(page.locator(".runnel-question")).hasText(new String[] {"first", "second"});
        assertThat(words()).hasText("one two three four five");
        assertThat(provider.requests()).hasSize(2);
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
    void a_second_tab_shows_the_same_conversation_as_it_goes_on() {
        openRootPage();
        ask("count");
        assertThat(words()).hasText("one two three");
        Page second = browser.newPage();
        second.navigate("/");
        assertThat(answer(second).locator(".runnel-markdown")).hasText("one two three");
        gate.open();
        assertThat(answer(second).locator(".runnel-markdown")).hasText("one two three four five");
        assertThat(words()).hasText("one two three four five");
        assertThat(button("Send")).isVisible();

        ask(second, "again");
        assertThat(page.locator(".runnel-question")).hasText(new String[] {"count", "again"});
        assertThat(page.locator(".runnel-markdown")).hasCount(2);
        assertThat(words()).hasText("one two three four five");
        assertThat(provider.requests()).hasSize(2);
    }

    @Test
    void a_tab_that_only_watches_never_overwrites_what_the_asking_tab_keeps() {
        openRootPage();
        Page second = browser.newPage();
        second.navigate("/");
        page.evaluate("""
                window.changes = 0;
                const count = (type, method) => {
                  const original = type.prototype[method];
                  type.prototype[method] = function (...args) { window.changes++; return original.apply(this, args); };
                };
                count(Storage, "setItem");
                count(BroadcastChannel, "postMessage");
                0""");
        List<String> sent = new CopyOnWriteArrayList<>();
        page.onRequest(request -> sent.add(request.method()));
        ask(second, "count");
        assertThat(words()).hasText("one two three");
        gate.open();
        assertThat(words()).hasText("one two three four five");
        assertThat(page.evaluate("window.changes")).isEqualTo(0);
        assertThat(sent).isNotEmpty().containsOnly("GET");
    }

    @Test
    void a_conversation_is_there_on_another_device_with_the_reply_that_runs() {
        provider.reset()
                .enqueue(Script.reply("**one** two"), Script.tokens("half of ").thenCut());
        provider.byDefault(Script.tokens("one ", "two ", "three ").holdAt(gate).then("four ", "five"));
        String session = "sessionId: 'shared'";
        mount(session);
        ask("first");
        assertThat(words()).hasText("one two");
        ask("second");
        assertThat(answer()).containsText("The reply was cut off.");
        ask("third");
        assertThat(words()).hasText("one two three");
        onAnotherDevice(() -> {
            mount(session);
            assertThat(page.locator(".runnel-question")).hasText(new String[] {"first", "second", "third"});
            assertThat(page.locator(".runnel-markdown")).hasText(new String[] {"one two", "half of", "one two three"});
            assertThat(page.locator(".runnel-answer").nth(1)).containsText("The reply was cut off.");
            assertThat(page.locator("strong")).hasText("one");
            gate.open();
            assertThat(words()).hasText("one two three four five");
            ask("fourth");
            assertThat(page.locator(".runnel-markdown")).hasCount(4);
        });
        assertThat(provider.requests()).hasSize(4);
    }

    @Test
    void what_was_understood_is_there_after_a_reload() {
        page.route(
                "**/api/conversation/*/shared",
                route -> route.fulfill(new Route.FulfillOptions()
                        .setContentType("application/json")
                        .setBody("""
                                {"session_id": "shared", "title": "A table", "messages": [],
                                "context": {"intent": "booking", "entities": {"place": "Rome"}}}""")));
        mount("sessionId: 'shared'");
        assertThat(page.getByLabel("Understood").getByRole(AriaRole.LISTITEM))
                .hasText(new String[] {"intent booking", "place Rome"});
    }

    @Test
    void a_conversation_that_cannot_be_fetched_can_be_tried_again_and_does_not_hinder_a_question() {
        page.route("**/api/conversation/*/shared", route -> route.abort());
        mount("sessionId: 'shared'");
        assertThat(page.locator(".runnel-failure")).containsText("The connection was lost.");
        gate.open();
        ask("count");
        assertThat(words()).hasText("one two three four five");
        page.unroute("**/api/conversation/*/shared");
        button("Try again").click();
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
        page.mouse().wheel(0, -600);
        assertThat(button("↓ Newest words")).isVisible();
        Object top = page.evaluate("document.querySelector('.runnel-log').scrollTop");
        gate.open();
        assertThat(words().locator("p")).hasCount(120);
        assertThat(page.evaluate("document.querySelector('.runnel-log').scrollTop"))
                .isEqualTo(top);
        button("↓ Newest words").click();
        page.waitForFunction(distanceFromEnd() + " < 2");
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
