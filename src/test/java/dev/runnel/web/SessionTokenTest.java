package dev.runnel.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Request;
import com.microsoft.playwright.Route;
import dev.runnel.testing.Script;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The token of a page that has the component in it: given, fetched, late, refused. */
@QuarkusTest
@TestProfile(BrowserSuite.Profile.class)
class SessionTokenTest extends ConversationSuite {

    private final List<Request> requests = new CopyOnWriteArrayList<>();

    @BeforeEach
    void aModelThatAnswers() {
        provider.byDefault(Script.reply("hello"));
        page.onRequest(request -> {
            if (request.url().contains("/api/")) {
                requests.add(request);
            }
        });
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "sessionToken: 'one' | Bearer one",
                "sessionToken: () => 'one' | Bearer one",
                "sessionToken: async () => 'one' | Bearer one",
                "sessionToken: null | none",
                "sessionToken: async () => null | none",
                "title: 'Without' | none"
            })
    void a_token_is_given_or_fetched_or_there_is_none(String props, String sent) {
        mount(props);
        ask("hi");
        assertThat(words()).hasText("hello");
        assertThat(requests).isNotEmpty().extracting(SessionTokenTest::tokenOf).containsOnly(sent);
    }

    @Test
    void requests_wait_for_a_token_that_comes_late() {
        mount("sessionToken: undefined, sessionId: 's', isNew: false");
        ask("hi");
        assertThat(page.getByText("The reply is on its way.")).isAttached();
        assertThat(requests).isEmpty();
        page.evaluate("mounted.update({...props, sessionToken: 'late'})");
        assertThat(words()).hasText("hello");
        assertThat(requests).isNotEmpty().extracting(SessionTokenTest::tokenOf).containsOnly("Bearer late");
    }

    @Test
    void a_question_that_was_refused_for_its_token_is_asked_once_more_with_the_next_one() {
        refuse("old");
        mount("sessionToken: 'old', onUnauthenticated: () => window.calls = (window.calls ?? 0) + 1");
        ask("hi");
        assertThat(page.locator(".runnel-failure")).containsText("Please sign in again.");
        assertThat(page.evaluate("calls")).isEqualTo(1);
        page.evaluate("mounted.update({...props, sessionToken: 'new'})");
        assertThat(words()).hasText("hello");
        assertThat(page.locator(".runnel-question")).hasCount(1);
        assertThat(field()).isEmpty();
        assertThat(requests.getLast()).extracting(SessionTokenTest::tokenOf).isEqualTo("Bearer new");
    }

    @Test
    void a_new_token_given_at_once_is_taken_without_a_word() {
        refuse("old");
        mount("sessionToken: 'old', onUnauthenticated: () => mounted.update({...props, sessionToken: 'new'})");
        ask("hi");
        assertThat(words()).hasText("hello");
    }

    @Test
    void a_token_that_stays_refused_is_not_tried_for_ever() {
        refuse("old");
        mount("sessionToken: 'old', onUnauthenticated: () => {"
                + "window.calls = (window.calls ?? 0) + 1; mounted.update({...props}); }");
        ask("hi");
        assertThat(page.locator(".runnel-failure")).containsText("Please sign in again.");
        assertThat(page.evaluate("calls")).isEqualTo(1);
    }

    @Test
    void what_was_said_before_is_fetched_once_more_with_the_next_token() {
        mount("sessionId: 's'");
        ask("hi");
        assertThat(words()).hasText("hello");
        refuse("old");
        mount("sessionToken: 'old', sessionId: 's'");
        assertThat(page.locator(".runnel-failure")).containsText("Please sign in again.");
        page.evaluate("mounted.update({...props, sessionToken: 'new'})");
        assertThat(words()).hasText("hello");
    }

    @Test
    void a_reply_that_was_under_way_goes_on_with_the_next_token() {
        provider.byDefault(Script.tokens("one ", "two ").holdAt(gate).then("three"));
        mount("sessionToken: 'old'");
        ask("count");
        assertThat(words()).hasText("one two");
        refuse("old");
        network.cut();
        assertThat(page.locator(".runnel-failure")).containsText("Please sign in again.");
        page.evaluate("mounted.update({...props, sessionToken: 'new'})");
        gate.open();
        assertThat(words()).hasText("one two three");
        assertThat(provider.requests()).hasSize(1);
    }

    private void refuse(String token) {
        page.route("**/api/**", route -> {
            if (tokenOf(route.request()).equals("Bearer " + token)) {
                route.fulfill(new Route.FulfillOptions()
                        .setStatus(401)
                        .setContentType("application/problem+json")
                        .setBody("{\"code\":\"unauthenticated\",\"detail\":\"Sign in.\",\"retryable\":false}"));
            } else {
                route.resume();
            }
        });
    }

    private static String tokenOf(Request request) {
        return request.headers().getOrDefault("authorization", "none");
    }
}
