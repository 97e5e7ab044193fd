package dev.runnel.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.AriaRole;
import dev.runnel.testing.Gate;
import dev.runnel.testing.Script;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a person says while a reply runs: it waits, goes into that reply, or ends it. */
@QuarkusTest
@TestProfile(BrowserSuite.Profile.class)
class TalkBackTest extends ConversationSuite {

    @BeforeEach
    void aReplyThatWaitsHalfway() {
        provider.byDefault(Script.tokens("One, two. ").holdAt(gate).then("Three."));
        openRootPage();
        ask("count");
        assertThat(words()).hasText("One, two.");
    }

    private Locator questions() {
        return page.locator(".runnel-question");
    }

    private Locator waiting() {
        return waiting(page);
    }

    private static Locator waiting(Page page) {
        return page.getByLabel("Waiting messages").getByRole(AriaRole.LISTITEM);
    }

    private void queue(String message) {
        field().fill(message);
        field().press("Enter");
        assertThat(waiting().last()).containsText(message);
        assertThat(waiting().last()).containsText("Waits for its turn");
    }

    @Test
    void a_message_waits_and_is_asked_when_the_reply_has_ended() {
        queue("and on");
        assertThat(field()).hasValue("");
        assertThat(questions()).hasText(new String[] {"count"});
        gate.open();
        assertThat(questions()).hasText(new String[] {"count", "and on"});
        assertThat(page.locator(".runnel-markdown")).hasText(new String[] {"One, two. Three.", "One, two. Three."});
        assertThat(waiting()).hasCount(0);
        page.reload();
        assertThat(questions()).hasText(new String[] {"count", "and on"});
    }

    /** What is read of the queue when a reply has ended lacks what has begun right then. */
    private void readTheQueueLate() {
        page.route("**/queue", route -> {
            provider.awaitRequests(2);
            route.resume();
        });
    }

    @Test
    void messages_that_wait_are_asked_one_after_another_in_all_tabs() {
        Gate first = new Gate();
        provider.enqueue(Script.tokens("Four. ").holdAt(first).then("Five."));
        queue("and on");
        queue("and then");
        queue("and back");
        Page second = browser.newPage();
        second.navigate("/");
        assertThat(waiting(second)).hasCount(3);
        readTheQueueLate();
        gate.open();
        for (Page tab : List.of(page, second)) {
            assertThat(tab.locator(".runnel-question")).hasText(new String[] {"count", "and on"});
            assertThat(answer(tab).locator(".runnel-markdown")).hasText("Four.");
            assertThat(waiting(tab)).hasCount(2);
        }
        first.open();
        for (Page tab : List.of(page, second)) {
            assertThat(tab.locator(".runnel-question"))
                    .hasText(new String[] {"count", "and on", "and then", "and back"});
            assertThat(tab.locator(".runnel-markdown"))
                    .hasText(new String[] {"One, two. Three.", "Four. Five.", "One, two. Three.", "One, two. Three."});
            assertThat(tab.locator(".runnel-branches")).hasCount(0);
            assertThat(waiting(tab)).hasCount(0);
        }
    }

    @Test
    void a_reply_is_stopped_for_another_question_before_those_that_wait() {
        Gate first = new Gate();
        provider.enqueue(Script.tokens("Yes, ").holdAt(first).then("it is."));
        queue("and on");
        readTheQueueLate();
        field().fill("enough?");
        button("Stop and ask").click();
        assertThat(questions()).hasText(new String[] {"count", "enough?"});
        assertThat(words()).hasText("Yes,");
        assertThat(waiting()).hasCount(1);
        gate.open();
        first.open();
        assertThat(questions()).hasText(new String[] {"count", "enough?", "and on"});
        assertThat(words()).hasText("One, two. Three.");
        assertThat(page.locator(".runnel-branches")).hasCount(0);
    }

    @Test
    void what_waits_can_be_changed_and_withdrawn_also_after_a_reload_and_in_another_tab() {
        queue("and on");
        queue("and then");
        Page second = browser.newPage();
        second.navigate("/");
        assertThat(waiting(second)).hasCount(2);
        page.reload();
        assertThat(waiting()).hasCount(2);

        button("Edit waiting message").first().click();
        page.getByLabel("Waiting message", new Page.GetByLabelOptions().setExact(true))
                .fill("and back");
        button("Save").click();
        assertThat(waiting().first()).containsText("and back");
        assertThat(waiting(second).first()).containsText("and back");
        button("Withdraw").last().click();
        assertThat(waiting()).hasCount(1);
        assertThat(waiting(second)).hasCount(1);
        gate.open();
        assertThat(questions()).hasText(new String[] {"count", "and back"});
        assertThat(second.locator(".runnel-question")).hasText(new String[] {"count", "and back"});
        assertThat(page.locator(".runnel-markdown").last()).hasText("One, two. Three.");
        assertThat(provider.requests()).hasSize(2);
    }

    @Test
    void what_waits_can_be_sent_now() {
        provider.enqueue(Script.reply("Yes."));
        queue("and on");
        button("Send now").click();
        assertThat(page.locator(".runnel-answer").first()).containsText("Stopped.");
        assertThat(questions()).hasText(new String[] {"count", "and on"});
        assertThat(words()).hasText("Yes.");
        assertThat(waiting()).hasCount(0);
    }

    @Test
    void a_reply_is_stopped_for_another_question() {
        provider.enqueue(Script.reply("Yes."));
        field().fill("enough?");
        button("Stop and ask").click();
        assertThat(page.locator(".runnel-answer").first()).containsText("Stopped.");
        assertThat(questions()).hasText(new String[] {"count", "enough?"});
        assertThat(words()).hasText("Yes.");
    }

    @Test
    void a_correction_goes_into_the_reply_and_stands_where_it_was_heard() {
        provider.enqueue(Script.reply("In German: drei."));
        field().fill("in German, please");
        field().press("Control+Enter");
        assertThat(page.locator(".runnel-steering")).containsText("in German, please");
        assertThat(page.locator(".runnel-answer .runnel-markdown"))
                .hasText(new String[] {"One, two.", "In German: drei."});
        assertThat(questions()).hasText(new String[] {"count"});
        page.reload();
        assertThat(page.locator(".runnel-steering")).containsText("in German, please");
        assertThat(page.locator(".runnel-answer .runnel-markdown"))
                .hasText(new String[] {"One, two.", "In German: drei."});
    }

    @Test
    void a_message_that_is_not_taken_is_in_the_field_again() {
        page.route(
                "**/api/conversation-stream/*",
                route -> route.fulfill(new Route.FulfillOptions()
                        .setStatus(429)
                        .setContentType("text/event-stream")
                        .setBody("data: {\"type\":\"error\",\"code\":\"queue_full\",\"message\":\"\","
                                + "\"retryable\":true}\n\n")),
                new Page.RouteOptions().setTimes(1));
        field().fill("and on");
        field().press("Enter");
        assertThat(page.getByRole(AriaRole.ALERT))
                .containsText("The message was not taken. Several messages of yours wait already.");
        assertThat(field()).hasValue("and on");
        assertThat(waiting()).hasCount(0);
        gate.open();
        assertThat(words()).hasText("One, two. Three.");
    }
}
