package dev.runnel.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.AriaRole;
import dev.runnel.testing.Script;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whoever cannot sign in is told why, and can try once more. */
@QuarkusTest
@TestProfile(BrowserSuite.Profile.class)
class SignInTroubleTest extends SignInSuite {

    @Test
    void who_cancels_can_try_again() {
        page.navigate("/");
        button("Sign in").click();
        answerAs(page, "Cancel");
        assertThat(page.getByRole(AriaRole.ALERT)).hasText("You are not signed in, because the sign-in was cancelled.");
        button("Try again").click();
        answerAs(page, "alice");
        assertThat(field()).isFocused();
    }

    @Test
    void an_issuer_that_is_down_may_be_back_later() {
        page.navigate("/");
        issuer.goDown();
        button("Sign in").click();
        assertThat(page.getByRole(AriaRole.ALERT)).containsText("cannot be reached right now");
        issuer.comeUp();
        button("Try again").click();
        answerAs(page, "alice");
        assertThat(field()).isFocused();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/#state=forged&code=1", "/?state=forged&code=1", "/?state=forged&error=%3Cb%3E"})
    void an_answer_to_a_question_that_was_not_asked_here_is_not_taken(String forged) {
        page.navigate(forged);
        assertThat(page.getByRole(AriaRole.ALERT)).containsText("was begun elsewhere");
        assertThat(page.url()).doesNotContain("code").doesNotContain("state");
        signIn();
        page.navigate("about:blank");
        page.navigate(forged);
        assertThat(field()).isFocused();
        assertThat(page.url()).doesNotContain("code").doesNotContain("state");
    }

    @Test
    void an_answer_counts_once() {
        page.navigate("/");
        button("Sign in").click();
        String[] answered = new String[1];
        page.onFrameNavigated(frame -> answered[0] = frame.url().contains("code=") ? frame.url() : answered[0]);
        answerAs(page, "alice");
        assertThat(field()).isFocused();
        page.evaluate("sessionStorage.clear()");
        page.navigate("about:blank");
        page.navigate(answered[0]);
        assertThat(page.getByRole(AriaRole.ALERT)).containsText("was begun elsewhere");
    }

    @Test
    void an_identity_for_another_question_is_not_taken() {
        issuer.mixUpNonces();
        page.navigate("/");
        button("Sign in").click();
        answerAs(page, "alice");
        assertThat(page.getByRole(AriaRole.ALERT)).containsText("did not work");
        assertThat(page.evaluate("JSON.stringify({...sessionStorage})")).isEqualTo("{}");
    }

    @Test
    void a_refusal_of_the_issuer_is_shown_with_its_code() {
        page.route("**/token", route -> route.fulfill(json(400, "{\"error\":\"unauthorized_client\"}")));
        page.navigate("/");
        button("Sign in").click();
        answerAs(page, "alice");
        assertThat(page.getByRole(AriaRole.ALERT))
                .hasText("The sign-in service did not accept this. (unauthorized_client)");
    }

    @Test
    void a_question_that_needs_a_new_token_can_be_asked_again_when_the_issuer_is_back() {
        provider.byDefault(Script.reply("hello"));
        issuer.giveTokensFor(Duration.ofSeconds(2));
        signIn();
        issuer.goDown();
        await().pollInSameThread().until(() ->
                (Boolean) page.evaluate("JSON.parse(sessionStorage['runnel:sign-in:tokens']).expiresAt < Date.now()"));
        ask("hi");
        assertThat(page.locator(".runnel-failure")).containsText("The connection was lost.");
        issuer.comeUp();
        page.locator(".runnel-retry").click();
        assertThat(words()).hasText("hello");
        assertThat(page.locator(".page-problem")).hasCount(0);
    }

    @Test
    void a_page_that_cannot_learn_how_to_sign_in_says_so() {
        page.route("**/runnel/page.json", Route::abort);
        page.navigate("/");
        assertThat(page.getByRole(AriaRole.ALERT)).hasText("The page could not be loaded.");
        page.unrouteAll();
        button("Try again").click();
        assertThat(button("Sign in")).isVisible();
    }

    @Test
    void axe_finds_nothing_on_the_way() {
        page.navigate("/");
        assertThat(button("Sign in")).isFocused();
        assertThat(Axe.findings(page)).isEmpty();
        issuer.giveTokensFor(Duration.ofSeconds(2));
        issuer.endSessions();
        signIn();
        assertThat(button("Sign in again")).isVisible();
        assertThat(Axe.findings(page)).isEmpty();
    }

    private static Route.FulfillOptions json(int status, String body) {
        return new Route.FulfillOptions()
                .setStatus(status)
                .setHeaders(Map.of("Access-Control-Allow-Origin", "*", "Content-Type", "application/json"))
                .setBody(body);
    }
}
