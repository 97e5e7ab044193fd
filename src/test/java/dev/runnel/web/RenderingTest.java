package dev.runnel.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.options.AriaRole;
import dev.runnel.testing.Script;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.vertx.core.json.Json;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A model's words as Markdown, and never as anything else. */
@QuarkusTest
@TestProfile(BrowserSuite.Profile.class)
class RenderingTest extends ConversationSuite {

    @Test
    void markdown_becomes_what_it_means() {
        provider.byDefault(Script.reply(
                "# Title\n\nSome **bold** and `code`.\n\n- one\n- two\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\n",
                "[a link](https://example.com/)\n"));
        openRootPage();
        ask("show");
        assertThat(words().getByRole(AriaRole.HEADING)).hasText("Title");
        assertThat(words().locator("strong")).hasText("bold");
        assertThat(words().locator("li")).hasCount(2);
        assertThat(words().locator("td")).hasText(new String[] {"1", "2"});
        assertThat(words().locator("a")).hasAttribute("href", "https://example.com/");
        assertThat(words().locator("a")).hasAttribute("rel", "noopener noreferrer nofollow");
    }

    @Test
    void a_code_block_can_be_copied() {
        browser.grantPermissions(List.of("clipboard-read", "clipboard-write"));
        provider.byDefault(Script.reply("```java\nint x = 1 < 2 ? 3 : 4;\n```\n"));
        openRootPage();
        ask("show");
        button("Copy").click();
        assertThat(button("Copied")).isVisible();
        assertThat(page.evaluate("navigator.clipboard.readText()")).isEqualTo("int x = 1 < 2 ? 3 : 4;");
    }

    @Test
    void a_block_of_code_is_one_while_it_is_still_being_written() {
        provider.byDefault(Script.tokens("Look:\n\n```js\nlet x = '<b>", "';\n")
                .holdAt(gate)
                .then("done();\n``", "`\n\nSo **it", "** is."));
        openRootPage();
        ask("show");
        assertThat(words().locator("pre code")).hasText("let x = '<b>';");
        gate.open();
        assertThat(words().locator("pre code")).hasText("let x = '<b>'; done();");
        assertThat(words().locator("strong")).hasText("it");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<script>window.hacked = true</script>",
                "<img src=x onerror='window.hacked = true'>",
                "<svg onload='window.hacked = true'><script>window.hacked = true</script></svg>",
                "<iframe srcdoc='<script>parent.hacked = true</script>'></iframe>",
                "<a href='javascript:window.hacked=true'>x</a>",
                "[x](javascript:window.hacked=true)",
                "[x](  JaVaScRiPt:window.hacked=true)",
                "[x](&#106;avascript:window.hacked=true)",
                "[x](data:text/html,<script>window.hacked=true</script>)",
                "[x](vbscript:x)",
                "<style>@import 'x';</style><form action='https://evil.example'><button>x</button></form>",
                "![x\" onerror=\"window.hacked=true](https://evil.example/x.png \"t\" onload=\"window.hacked=true)",
                "```\"><img src=x onerror=window.hacked=true>\ncode\n```",
                "```\n</code></pre><img src=x onerror=window.hacked=true>\n```",
                "`<img src=x onerror=window.hacked=true>`",
                "<math><mtext><table><mglyph><style><!--</style><img title=\"--><img src=1 onerror=window.hacked=true>\">",
                "<details open ontoggle='window.hacked=true'><summary>x</summary></details>",
                "<div style='position:fixed;inset:0' class='runnel-copy' onclick='window.hacked=true'>x</div>",
                "| a |\n|---|\n| <img src=x onerror='window.hacked=true'> |",
                "# <img src=x onerror='window.hacked=true'>"
            })
    void words_never_become_a_script_whoever_says_them(String attack) {
        String json = Json.encode(attack);
        List<String> asked = new ArrayList<>();
        page.onRequest(request -> asked.add(request.url()));
        answerWith(
                "{\"type\":\"status\",\"status\":\"processing\",\"reply_id\":\"r\",\"session_id\":\"s\",\"seq\":0}",
                "{\"type\":\"context\",\"context\":{\"intent\":%s,\"entities\":{\"name\":%s}},\"seq\":1}"
                        .formatted(json, json),
                "{\"type\":\"chunk\",\"content\":%s,\"seq\":2}".formatted(json),
                "{\"type\":\"complete\",\"suggestions\":[%s],\"finish_reason\":\"stop\",\"seq\":3}".formatted(json));
        openRootPage();
        ask(attack);
        assertThat(page.locator(".runnel-suggestions button")).isVisible();
        assertThat((List<?>) page.evaluate("[...document.querySelectorAll('.runnel a[href]')].map(a => a.protocol)"))
                .allMatch(protocol -> List.of("http:", "https:", "mailto:").contains(protocol));
        assertThat(
                        page.locator(
                                ".runnel :is(script, img, svg:not(.runnel-icon, .runnel-mark), iframe, style, form:not(.runnel-composer), object, math)"))
                .hasCount(0);
        assertThat(page.evaluate("[...document.querySelectorAll('.runnel *')].flatMap(e => [...e.attributes])"
                        + ".filter(a => a.name.startsWith('on') || a.name === 'style').length"))
                .isEqualTo(0);
        page.locator(".runnel-suggestions button").click();
        assertThat(page.locator(".runnel-question")).hasCount(2);
        assertThat(page.evaluate("window.hacked === undefined")).isEqualTo(true);
        assertThat(asked).noneMatch(url -> url.contains("evil.example"));
    }

    @Test
    void a_page_of_somebody_else_without_any_policy_is_safe_too() {
        provider.byDefault(Script.reply("<img src=x onerror='window.hacked = true'> **fine**"));
        mount("");
        ask("hi");
        assertThat(words().locator("strong")).hasText("fine");
        assertThat(words().locator("img")).hasCount(0);
        assertThat(page.evaluate("window.hacked === undefined")).isEqualTo(true);
    }

    @Test
    void right_to_left_words_run_from_right_to_left() {
        provider.byDefault(Script.reply("שלום עולם"));
        openRootPage();
        ask("שלום");
        assertThat(words().locator("p")).hasCSS("direction", "rtl");
        assertThat(page.locator(".runnel-question p")).hasCSS("direction", "rtl");
    }
}
