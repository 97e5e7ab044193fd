package dev.runnel.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.AriaRole;
import dev.runnel.testing.Script;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The window belongs to the words that are read, however small it is and however much else there would be to show. */
@QuarkusTest
@TestProfile(BrowserSuite.Profile.class)
class ReadingRoomTest extends ConversationSuite {

    private static final String LOG_HEIGHT = "document.querySelector('.runnel-log').getBoundingClientRect().height";

    private void thirtyConversations() {
        String listed = IntStream.range(0, 30)
                .mapToObj(index -> "{\"session_id\": \"s%d\", \"title\": \"Conversation %d\"}".formatted(index, index))
                .collect(Collectors.joining(",", "{\"conversations\": [", "]}"));
        page.route(
                "**/api/conversation/*",
                route -> route.fulfill(new Route.FulfillOptions()
                        .setContentType("application/json")
                        .setBody(listed)));
    }

    private void aReplyWithAllThatComesWithIt() {
        answerWith(
                "{\"type\":\"status\",\"status\":\"processing\",\"reply_id\":\"r\",\"session_id\":\"s\",\"seq\":0}",
                "{\"type\":\"context\",\"context\":{\"intent\":\"travel\",\"entities\":{\"city\":\"Rome\",\"when\":\"May\","
                        + "\"who\":\"two people\",\"budget\":\"900 euros\"}},\"seq\":1}",
                "{\"type\":\"chunk\",\"content\":\"%s\",\"seq\":2}".formatted("When do you want to go? ".repeat(20)),
                "{\"type\":\"complete\",\"suggestions\":[\"In the first week of May\",\"In June, when it is warm\","
                        + "\"I do not know that yet\"],\"finish_reason\":\"stop\",\"provider\":\"openai\","
                        + "\"model\":\"m\",\"seq\":3}");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "a phone, 390, 844",
        "a small phone, 320, 568",
        "a window enlarged to 200 %, 640, 360",
        "a phone with its keyboard open, 390, 480",
        "a small phone with its keyboard open, 320, 290"
    })
    void most_of_the_window_is_what_is_read(String name, int width, int height) {
        page.setViewportSize(width, height);
        thirtyConversations();
        aReplyWithAllThatComesWithIt();
        openRootPage();
        ask("to Rome");
        assertThat(page.locator(".runnel-suggestions li")).hasCount(3);
        assertThat(((Number) page.evaluate(LOG_HEIGHT)).doubleValue()).isGreaterThanOrEqualTo(0.6 * height);
        assertThat(field()).isInViewport();
        assertThat(button("Send")).isInViewport();
        assertThat(page.evaluate("document.documentElement.scrollHeight <= innerHeight"))
                .isEqualTo(true);
        assertThat(page.evaluate("document.documentElement.scrollWidth <= innerWidth"))
                .isEqualTo(true);
    }

    @Test
    void the_room_stays_the_same_when_a_reply_ends_and_its_last_words_are_in_view() {
        page.setViewportSize(390, 844);
        provider.byDefault(Script.tokens("one ", "two ").holdAt(gate).then("three"));
        openRootPage();
        ask("count");
        assertThat(words()).hasText("one two");
        Object during = page.evaluate(LOG_HEIGHT);
        gate.open();
        assertThat(button("Send")).isVisible();
        assertThat(page.evaluate(LOG_HEIGHT)).isEqualTo(during);
        page.unrouteAll();
        aReplyWithAllThatComesWithIt();
        ask("to Rome");
        assertThat(page.getByText("I do not know that yet")).isInViewport();
        assertThat(page.evaluate(LOG_HEIGHT)).isEqualTo(during);
    }

    @Test
    void on_a_phone_the_list_is_in_a_drawer() {
        page.setViewportSize(390, 844);
        provider.answering(
                request -> Script.reply("about " + request.messages().getLast().text()));
        openRootPage();
        ask("cats");
        assertThat(words()).hasText("about cats");
        assertThat(page.getByRole(AriaRole.NAVIGATION)).hasCount(0);
        button("Conversations").click();
        assertThat(page.getByRole(AriaRole.DIALOG)).isVisible();
        page.keyboard().press("Escape");
        assertThat(page.getByRole(AriaRole.DIALOG)).hasCount(0);
        assertThat(button("Conversations")).isFocused();

        button("Conversations").click();
        button("New conversation").click();
        assertThat(page.getByRole(AriaRole.DIALOG)).hasCount(0);
        assertThat(page.getByText("Ask something to begin.")).isVisible();
        button("Conversations").click();
        button("cats").click();
        assertThat(words()).hasText("about cats");
        assertThat(page.getByRole(AriaRole.DIALOG)).hasCount(0);
        assertThat(page.getByRole(AriaRole.HEADING, headingNamed("cats"))).isVisible();
    }

    private static com.microsoft.playwright.Page.GetByRoleOptions headingNamed(String name) {
        return new com.microsoft.playwright.Page.GetByRoleOptions().setName(name);
    }

    @Test
    void where_a_keyboard_covers_the_window_the_page_is_as_high_as_what_is_seen() {
        page.setViewportSize(390, 844);
        page.addInitScript("""
                window.seen = Object.assign(new EventTarget(), { height: 844, scale: 1 });
                Object.defineProperty(window, "visualViewport", { value: window.seen });
                """);
        openRootPage();
        String height = "document.querySelector('.page').getBoundingClientRect().height";
        assertThat(page.evaluate(height)).isEqualTo(844);
        page.evaluate("seen.height = 500; seen.dispatchEvent(new Event('resize'))");
        assertThat(page.evaluate(height)).isEqualTo(500);
        page.evaluate("seen.height = 844; seen.dispatchEvent(new Event('resize'))");
        assertThat(page.evaluate(height)).isEqualTo(844);
    }
}
