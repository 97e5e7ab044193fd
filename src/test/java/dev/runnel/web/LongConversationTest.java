package dev.runnel.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.AriaRole;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A conversation of three pages, as the service cuts it. */
@QuarkusTest
@TestProfile(BrowserSuite.Profile.class)
class LongConversationTest extends ConversationSuite {

    private static final int TURNS = 120;
    private static final int PAGE = 50;

    @BeforeEach
    void pages() {
        page.route("**/api/conversation/*/long*", route -> {
            String url = route.request().url();
            int end = url.contains("before=") ? Integer.parseInt(url.replaceFirst(".*before=r(\\d+).*", "$1")) : TURNS;
            int start = Math.max(0, end - PAGE);
            String messages = IntStream.range(start, end).mapToObj(this::turn).collect(Collectors.joining(","));
            route.fulfill(new Route.FulfillOptions()
                    .setContentType("application/json")
                    .setBody("""
                    {"session_id": "long", "title": "Long", "context": {}, "branch": "r119"%s, "messages": [%s]}
                    """.formatted(start == 0 ? "" : ", \"before\": \"r" + start + "\"", messages)));
        });
    }

    private String turn(int number) {
        String place = number == 0 ? "" : ", \"parent\": \"r" + (number - 1) + "\"";
        return Stream.of("user", "assistant")
                .map(role ->
                        """
                        {"role": "%s", "content": "%s", "status": "complete", "reply_id": "r%d"%s}
                        """.formatted(role, role.equals("user") ? "question " + number : reply(number), number, place))
                .collect(Collectors.joining(","));
    }

    /** As JSON has it. The sixth has code, which gets its colours later. */
    private static String reply(int number) {
        return "reply " + number + (number == 5 ? "\\n```js\\nlet reply = 5;\\n```" : "");
    }

    private Locator older() {
        return button("Load older messages");
    }

    private double top(String words) {
        return page.getByText(words, new Page.GetByTextOptions().setExact(true)).boundingBox().y;
    }

    @Test
    void older_turns_are_fetched_page_by_page_and_what_is_read_stays_where_it_is() {
        mount("sessionId: 'long'");
        page.addStyleTag(new Page.AddStyleTagOptions().setContent("#here { block-size: 600px }"));
        assertThat(page.locator(".runnel-question")).hasCount(50);
        older().scrollIntoViewIfNeeded();
        double before = top("question 70");
        older().click();
        assertThat(page.locator(".runnel-question")).hasCount(100);
        assertThat(page.locator(".runnel-question").first()).hasText("question 20");
        assertThat(top("question 70")).isBetween(before - 40, before + 40);
        older().click();
        assertThat(page.locator(".runnel-question")).hasCount(120);
        assertThat(older()).hasCount(0);
        assertThat(page.locator(".runnel-log")).isFocused();
    }

    @Test
    void a_place_among_the_oldest_turns_is_what_is_seen_first() {
        mount("sessionId: 'long', found: {replyId: 'r5', words: 'reply 5'}");
        Locator place = page.getByText("reply 5", new Page.GetByTextOptions().setExact(true));
        assertThat(place).isInViewport();
        assertThat(page.locator(".runnel-question")).hasCount(TURNS);
        assertThat(page.locator(".hljs-number")).isVisible();
        assertThat(page.evaluate("[...CSS.highlights.get('runnel-found')].map(String).sort().join(' ')"))
                .isEqualTo("5 5 5 reply reply");
        page.evaluate("mounted.update({...props, found: {replyId: 'r100'}})");
        assertThat(page.getByText("question 100")).isInViewport();
        assertThat(place).not().isInViewport();
    }

    @Test
    void axe_finds_nothing_also_away_from_the_end() {
        page.navigate("/#long");
        assertThat(page.locator(".runnel-question")).hasCount(50);
        page.locator(".runnel-log").press("Home");
        assertThat(button("↓ Newest words")).isVisible();
        assertThat(Axe.findings(page)).isEmpty();
    }

    @Test
    void older_turns_that_cannot_be_fetched_can_be_tried_again() {
        mount("sessionId: 'long'");
        assertThat(page.locator(".runnel-question")).hasCount(50);
        page.route("**/*before=*", Route::abort, new Page.RouteOptions().setTimes(1));
        older().click();
        assertThat(page.getByRole(AriaRole.ALERT))
                .containsText("The older messages could not be loaded. The service could not be reached.");
        button("Try again").click();
        assertThat(page.locator(".runnel-question")).hasCount(100);
        assertThat(page.getByRole(AriaRole.ALERT)).hasCount(0);
    }

    @Test
    void a_branch_that_is_older_than_the_newest_turns_is_shown_all_the_same() {
        page.route(
                "**/api/conversation/*/long?all=true",
                route -> route.fulfill(new Route.FulfillOptions()
                        .setContentType("application/json")
                        .setBody("""
                        {"session_id": "long", "title": "Long", "context": {}, "branch": "r119", "before": "z", "messages": [
                        {"role": "user", "content": "elsewhere", "status": "complete", "reply_id": "z", "parent": "y"}]}
                        """)));
        mount("sessionId: 'long'");
        assertThat(page.locator(".runnel-question")).hasCount(50);
        assertThat(page.locator(".runnel-question").last()).hasText("question 119");
    }
}
