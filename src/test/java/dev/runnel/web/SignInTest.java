package dev.runnel.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.Page;
import dev.runnel.testing.LogLines;
import dev.runnel.testing.Script;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** People sign in where they have their account, and stay signed in while they read. */
@QuarkusTest
@TestProfile(BrowserSuite.Profile.class)
class SignInTest extends SignInSuite {

    @Test
    void who_signs_in_can_ask_and_is_still_signed_in_after_a_reload() {
        provider.byDefault(Script.reply("hello ", "alice"));
        signIn();
        assertThat(page.getByText("alice Example")).isVisible();
        ask("hi");
        assertThat(words()).hasText("hello alice");
        page.reload();
        assertThat(words()).hasText("hello alice");
        assertThat(button("hi")).isVisible();
    }

    @Test
    void tokens_and_codes_are_in_no_address_and_no_log_and_not_on_the_disk() {
        provider.byDefault(Script.reply("hello"));
        List<String> said = new ArrayList<>();
        page.onConsoleMessage(message -> said.add(message.text()));
        try (LogLines log = LogLines.ofAll()) {
            signIn();
            ask("hi");
            assertThat(words()).hasText("hello");
            String token = tokenOfLast("POST", "/api/").replace("Bearer ", "");
            assertThat(token).contains(".");
            assertThat(requests)
                    .filteredOn(request -> !request.url().startsWith(issuer.address()))
                    .allSatisfy(request ->
                            assertThat(request.url()).doesNotContain("code=").doesNotContain("token"));
            assertThat(page.url()).doesNotContain("code=").doesNotContain("state=");
            assertThat((String) page.evaluate("JSON.stringify({...localStorage}) + document.cookie"))
                    .doesNotContain(token)
                    .doesNotContain("sign-in");
            assertThat(said).noneMatch(text -> text.contains(token) || text.contains("code="));
            assertThat(log.with(token)).isEmpty();
            assertThat(log.with("code=")).isEmpty();
        }
    }

    @Test
    void the_page_may_connect_to_the_issuer_and_nowhere_else() {
        var response = page.navigate("/");
        assertThat(response.headerValue("content-security-policy"))
                .contains("connect-src 'self' " + issuer.address() + ";", "default-src 'none'", "form-action 'none'")
                .doesNotContain("unsafe");
        String connect = "url => fetch(url).then(() => 'connected', () => 'refused')";
        assertThat(page.evaluate(connect, issuer.address() + "/.well-known/openid-configuration"))
                .isEqualTo("connected");
        assertThat(page.evaluate(connect, url.toString())).isEqualTo("refused");
    }

    @Test
    void a_token_is_renewed_in_time_while_a_reply_runs_which_goes_on_with_the_new_one() {
        issuer.giveTokensFor(Duration.ofSeconds(3));
        provider.byDefault(Script.tokens("one ", "two ").holdAt(gate).then("three"));
        signIn();
        ask("count");
        assertThat(words()).hasText("one two");
        String first = tokenOfLast("POST", "/api/conversation-stream/");
        await().until(() -> issuer.renewals() > 0);
        assertThat(words()).hasText("one two");
        assertThat(requests)
                .filteredOn(request -> request.url().contains("/api/conversation-stream/"))
                .hasSize(1);
        page.waitForRequest(
                request -> request.method().equals("GET") && request.url().contains("-stream/"), network::cut);
        gate.open();
        assertThat(words()).hasText("one two three");
        assertThat(tokenOfLast("GET", "/api/conversation-stream/"))
                .startsWith("Bearer ")
                .isNotEqualTo(first);
    }

    @Test
    void when_the_issuer_renews_no_more_what_runs_goes_on_and_one_can_sign_in_again() {
        issuer.giveTokensFor(Duration.ofSeconds(3));
        provider.byDefault(Script.tokens("one ", "two ").holdAt(gate).then("three"));
        signIn();
        ask("count");
        assertThat(words()).hasText("one two");
        issuer.endSessions();
        assertThat(page.getByText("Your sign-in has expired.")).isVisible();
        gate.open();
        assertThat(words()).hasText("one two three");
        field().fill("half a question");

        issuer.giveTokensFor(Duration.ofMinutes(5));
        button("Sign in again").click();
        answerAs(page, "alice");
        assertThat(words()).hasText("one two three");
        assertThat(field()).hasValue("half a question");
        assertThat(page.getByText("Your sign-in has expired.")).isHidden();
    }

    @Test
    void who_signs_out_is_signed_out_in_all_tabs_and_at_the_issuer() {
        provider.byDefault(Script.reply("hello"));
        signIn();
        ask("hi");
        assertThat(words()).hasText("hello");
        Page second = browser.newPage();
        signIn(second);
        assertThat(issuer.sessions()).isEqualTo(2);

        button("Sign out").click();
        answerAs(page, "Sign out");
        assertThat(issuer.sessions()).isEqualTo(1);
        assertThat(button("Sign in")).isVisible();
        assertThat(page.evaluate("JSON.stringify({...sessionStorage})")).isEqualTo("{}");
        assertThat(words()).hasCount(0);
        assertThat(button("Sign in", second)).isVisible();
        page.reload();
        assertThat(button("Sign in")).isVisible();
    }

    @Test
    void what_one_person_said_is_not_shown_to_the_next() {
        provider.byDefault(Script.reply("hello"));
        signIn();
        ask("for alice alone");
        assertThat(words()).hasText("hello");
        button("Sign out").click();
        answerAs(page, "Sign out");
        button("Sign in").click();
        answerAs(page, "bob");
        assertThat(page.getByText("bob Example")).isVisible();
        assertThat(page.getByText("Ask something to begin.")).isVisible();
        assertThat(page.getByText("for alice alone")).hasCount(0);
    }
}
