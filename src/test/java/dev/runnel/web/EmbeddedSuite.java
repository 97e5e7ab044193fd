package dev.runnel.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import dev.runnel.testing.Script;

/** The conversation in a page of somebody else's, in an element that has a style. */
abstract class EmbeddedSuite extends ConversationSuite {

    void embed(String style) {
        embed(style, "");
    }

    void embed(String style, String props) {
        serve("/embedded.html", """
                <!doctype html><html lang="en"><head><title>Shop</title>
                <link rel="stylesheet" href="/runnel/conversation.css"></head><body><div id="root"><div id="here" style="%s"></div></div>
                <script type="module">
                import { mountConversation } from "/runnel/conversation.js";
                mountConversation(document.querySelector("#here"), {userId: "%s", %s});
                </script></body></html>
                """.formatted(style, user, props));
        page.navigate("/embedded.html");
        assertThat(page.locator(".runnel textarea")).isVisible();
    }

    void answered(String text) {
        provider.byDefault(Script.reply(text));
        ask("show");
        assertThat(page.getByLabel("Copy reply")).isVisible();
    }

    double height() {
        return ((Number) page.evaluate("document.querySelector('.runnel').offsetHeight")).doubleValue();
    }
}
