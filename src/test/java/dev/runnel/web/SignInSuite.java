package dev.runnel.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Request;
import com.microsoft.playwright.options.AriaRole;
import dev.runnel.testing.OpenIdProvider;
import io.quarkus.test.common.WithTestResource;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.BeforeEach;

/** The page of a service that wants tokens, and the provider where people get them. */
@WithTestResource(OpenIdProvider.class)
abstract class SignInSuite extends ConversationSuite {

    OpenIdProvider issuer;

    /** Of the page, in their order. */
    final List<Request> requests = new CopyOnWriteArrayList<>();

    @BeforeEach
    void nobodyIsSignedIn() {
        issuer.reset();
        page.onRequest(requests::add);
    }

    void signIn() {
        signIn(page);
    }

    void signIn(Page page) {
        page.navigate("/");
        button("Sign in", page).click();
        answerAs(page, "alice");
        assertThat(page.getByLabel("Your message")).isFocused();
    }

    /** At the provider's page. */
    void answerAs(Page page, String choice) {
        page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName(choice))
                .click();
    }

    static Locator button(String name, Page page) {
        return page.getByRole(
                AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name).setExact(true));
    }

    /** The token with which the page sent its last request of this kind. */
    String tokenOfLast(String method, String path) {
        return requests.stream()
                .filter(request ->
                        request.method().equals(method) && request.url().contains(path))
                .reduce((before, last) -> last)
                .orElseThrow()
                .headers()
                .getOrDefault("authorization", "none");
    }
}
