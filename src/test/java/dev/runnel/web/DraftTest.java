package dev.runnel.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Route;
import dev.runnel.testing.Script;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a person has written is there until the service has it. */
@QuarkusTest
@TestProfile(BrowserSuite.Profile.class)
class DraftTest extends ConversationSuite {

    @BeforeEach
    void aReply() {
        provider.byDefault(Script.reply("hello"));
    }

    private void refuseOnce(int status, String code) {
        page.route(
                "**/api/conversation-stream/**",
                route -> route.fulfill(new Route.FulfillOptions()
                        .setStatus(status)
                        .setContentType("text/event-stream")
                        .setBody("data: {\"type\":\"error\",\"code\":\"%s\",\"message\":\"No.\",\"retryable\":true}\n\n"
                                .formatted(code))),
                new com.microsoft.playwright.Page.RouteOptions().setTimes(1));
    }

    @Test
    void each_conversation_keeps_its_own_over_a_reload_and_a_visit_to_another() {
        openRootPage();
        ask("cats");
        assertThat(words()).hasText("hello");
        field().fill("and dogs?");
        button("New conversation").click();
        assertThat(field()).hasValue("");
        field().fill("something else");
        button("cats").click();
        assertThat(field()).hasValue("and dogs?");
        page.reload();
        assertThat(field()).hasValue("and dogs?");
        ask("and dogs?");
        assertThat(page.locator(".runnel-markdown")).hasCount(2);
        page.reload();
        assertThat(page.locator(".runnel-markdown")).hasCount(2);
        assertThat(field()).hasValue("");
    }

    @Test
    void a_refused_question_is_in_the_field_again_and_the_next_one_takes_its_place() {
        openRootPage();
        refuseOnce(413, "message_too_long");
        ask("a very long question");
        assertThat(answer()).containsText("That message is too long.");
        assertThat(field()).hasValue("a very long question");
        ask("a question");
        assertThat(words()).hasText("hello");
        assertThat(page.locator(".runnel-question")).hasText(new String[] {"a question"});
        assertThat(field()).hasValue("");
    }

    @Test
    void whoever_tries_again_does_not_ask_twice() {
        openRootPage();
        refuseOnce(503, "overloaded");
        ask("a question");
        assertThat(field()).hasValue("a question");
        button("Try again").click();
        assertThat(words()).hasText("hello");
        assertThat(field()).hasValue("");
        assertThat(page.locator(".runnel-question")).hasCount(1);
    }

    @Test
    void what_was_written_meanwhile_is_not_replaced() {
        openRootPage();
        page.route("**/api/conversation-stream/**", route -> {
            field().fill("another");
            route.fulfill(
                    new Route.FulfillOptions()
                            .setStatus(503)
                            .setContentType("text/event-stream")
                            .setBody(
                                    "data: {\"type\":\"error\",\"code\":\"overloaded\",\"message\":\"\",\"retryable\":true}\n\n"));
        });
        ask("a question");
        assertThat(button("Try again")).isVisible();
        assertThat(field()).hasValue("another");
    }

    @Test
    void a_question_that_waits_for_the_network_survives_a_reload() {
        openRootPage();
        page.route("**/api/conversation*/**", route -> {
            if (route.request().method().equals("POST")) {
                route.abort();
            } else {
                route.resume();
            }
        });
        ask("a question");
        assertThat(page.locator(".runnel-question")).hasText("a question");
        page.reload();
        assertThat(field()).hasValue("a question");
    }

    @Test
    void a_suggestion_leaves_what_is_being_written() {
        answerWith(
                "{\"type\":\"status\",\"status\":\"processing\",\"reply_id\":\"r\",\"session_id\":\"s\",\"seq\":0}",
                "{\"type\":\"chunk\",\"content\":\"When?\",\"seq\":1}",
                "{\"type\":\"complete\",\"suggestions\":[\"In May\"],\"finish_reason\":\"stop\",\"seq\":2}");
        openRootPage();
        ask("to Rome");
        field().fill("by train");
        button("In May").click();
        assertThat(page.locator(".runnel-question")).hasText(new String[] {"to Rome", "In May"});
        assertThat(field()).hasValue("by train");
    }

    @Test
    void the_enter_with_which_an_input_method_chooses_a_word_sends_nothing() {
        openRootPage();
        field().fill("こんにちは");
        field().dispatchEvent("keydown", java.util.Map.of("key", "Enter", "keyCode", 229, "bubbles", true));
        assertThat(page.locator(".runnel-question")).hasCount(0);
        assertThat(field()).hasAttribute("enterkeyhint", "send");
        field().press("Enter");
        assertThat(page.locator(".runnel-question")).hasText("こんにちは");
    }

    @Test
    void the_field_grows_with_its_words_also_in_a_browser_that_cannot_do_that() {
        page.addInitScript("CSS.supports = () => false;");
        mount("");
        page.addStyleTag(new com.microsoft.playwright.Page.AddStyleTagOptions()
                .setContent(".runnel textarea { field-sizing: fixed !important }"));
        double low = field().boundingBox().height;
        field().fill("one\ntwo\nthree");
        double high = field().boundingBox().height;
        assertThat(high).isGreaterThan(low + 40);
        assertThat(page.evaluate("(box => box.scrollHeight <= box.clientHeight)(document.querySelector('textarea'))"))
                .isEqualTo(true);
        field().fill("");
        assertThat(field().boundingBox().height).isEqualTo(low);
    }
}
