package dev.runnel.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.AriaRole;
import dev.runnel.testing.Gate;

/** A conversation in the root page, or in a page that mounts it with other properties. */
abstract class ConversationSuite extends BrowserSuite {

    final Gate gate = new Gate();

    void openRootPage() {
        page.navigate("/");
        assertThat(field()).isFocused();
    }

    /** A page of somebody else's with the conversation in it; {@code props} is JavaScript. */
    void mount(String props) {
        serve("/mounted.html", """
                <!doctype html><html lang="en"><head><title>Shop</title><link rel="stylesheet" href="/runnel/conversation.css">
                </head><body><main><button id="before">Help</button><div id="here"></div></main><script type="module">
                import { mountConversation } from "/runnel/conversation.js";
                document.querySelector("#before").focus();
                window.props = {userId: "%s", %s};
                window.mounted = mountConversation(document.querySelector("#here"), window.props);
                </script></body></html>
                """.formatted(user, props));
        page.navigate("/mounted.html");
    }

    void serve(String path, String html) {
        page.route(
                "**" + path,
                route -> route.fulfill(new Route.FulfillOptions()
                        .setContentType("text/html; charset=utf-8")
                        .setBody(html)));
    }

    /** In place of the service's stream: events that it may send one day. */
    void answerWith(String... events) {
        StringBuilder body = new StringBuilder();
        for (String event : events) {
            body.append("data: ").append(event).append("\n\n");
        }
        page.route(
                "**/api/conversation-stream/**",
                route -> route.fulfill(new Route.FulfillOptions()
                        .setContentType("text/event-stream")
                        .setBody(body.toString())));
    }

    void ask(String question) {
        ask(page, question);
    }

    /** As soon as a question may be sent: while a reply is not complete Enter sends nothing. */
    static void ask(Page page, String question) {
        page.getByLabel("Your message").fill(question);
        assertThat(page.getByRole(
                        AriaRole.BUTTON,
                        new Page.GetByRoleOptions().setName("Send").setExact(true)))
                .isEnabled();
        page.getByLabel("Your message").press("Enter");
    }

    Locator field() {
        return page.getByLabel("Your message");
    }

    Locator button(String name) {
        return page.getByRole(
                AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name).setExact(true));
    }

    Locator answer() {
        return answer(page);
    }

    static Locator answer(Page page) {
        return page.locator(".runnel-answer").last();
    }

    Locator words() {
        return answer().locator(".runnel-markdown");
    }
}
