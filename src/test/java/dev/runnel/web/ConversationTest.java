package dev.runnel.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.AriaRole;
import dev.runnel.testing.Gate;
import dev.runnel.testing.Script;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a person sees of a conversation, also after a reload, in a second tab and on another device. */
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
    void how_each_reply_ended_is_there_after_a_reload_and_an_end_that_is_not_known_is_no_failure() {
        page.route(
                "**/api/conversation/*/shared*",
                route -> route.fulfill(new Route.FulfillOptions()
                        .setContentType("application/json")
                        .setBody("""
                                {"session_id": "shared", "title": "Go on", "context": {}, "messages": [
                                {"role": "assistant", "content": "one", "status": "stopped", "reply_id": "a"},
                                {"role": "assistant", "content": "two", "status": "limit", "reply_id": "b"},
                                {"role": "assistant", "content": "three", "status": "later", "reply_id": "c"}]}""")));
        mount("sessionId: 'shared'");
        assertThat(page.locator(".runnel-answer")).hasText(new String[] {
            "one Stopped.", "two The reply was ended here because it became too long.", "three"
        });
    }

    @Test
    void what_was_understood_is_there_after_a_reload() {
        page.route(
                "**/api/conversation/*/shared*",
                route -> route.fulfill(new Route.FulfillOptions()
                        .setContentType("application/json")
                        .setBody("""
                                {"session_id": "shared", "title": "A table", "messages": [],
                                "context": {"intent": "booking", "entities": {"place": "Rome"}}}""")));
        mount("sessionId: 'shared'");
        assertThat(page.getByLabel("Understood").getByRole(AriaRole.LISTITEM))
                .hasText(new String[] {"intent booking", "place Rome"});
    }
}
