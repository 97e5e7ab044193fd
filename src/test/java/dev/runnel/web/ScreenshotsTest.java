package dev.runnel.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import dev.runnel.testing.Script;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The pictures in the documentation. {@code -Dscreenshots=docs} renews them. */
@QuarkusTest
@TestProfile(BrowserSuite.Profile.class)
class ScreenshotsTest extends ConversationSuite {

    private static final List<String> EARLIER =
            List.of("Why is the sky blue?", "A regex for ISO dates", "Plan a weekend in Rome in May");
    private static final String REPLY = """
            Each event has an **id**. When the connection breaks, the client asks for what came after the last one \
            that it saw: nothing is lost, and nothing is said twice.

            ```js
            for await (const event of reply) {
              if (event.type === "chunk") show(event.content);
            }
            ```

            | What breaks | What the reader sees | Pause |
            |---|---|--:|
            | the network | the same reply, going on | 0.4 s |
            | the pod | the same reply, going on | 0.9 s |

            With \\(n\\) breaks of \\(t_i\\) each, a reply takes longer by

            \\[ T = \\sum_{i=1}^{n} \\frac{t_i}{1 + \\lambda} \\]
            """;

    @ParameterizedTest
    @CsvSource({
        "page-light, 1120, 760, LIGHT",
        "page-dark, 1120, 760, DARK",
        "phone-light, 390, 760, LIGHT",
        "phone-dark, 390, 760, DARK"
    })
    void it_looks_like_this(String name, int width, int height, ColorScheme scheme) throws IOException {
        page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(scheme));
        page.setViewportSize(width, height);
        provider.answering(request -> request.messages().getLast().text().startsWith("How")
                ? Script.reply(REPLY.split("(?<= )")).delayBetweenTokens(Duration.ofMillis(2))
                : Script.reply("…"));
        openRootPage();
        // On a phone the list is in a drawer.
        for (String earlier : width > 720 ? EARLIER : List.<String>of()) {
            ask(earlier);
            assertThat(words()).hasText("…");
            button("New conversation").click();
        }
        ask("How does a reply survive a lost connection?");
        assertThat(words().locator("math")).hasCount(3);
        assertThat(words().locator(".hljs-keyword").first()).isVisible();
        assertThat(button("Send")).isVisible();
        byte[] png = SmallPng.of(page.screenshot());
        Files.write(Path.of(System.getProperty("screenshots", "target"), name + ".png"), png);
        assertThat(png.length).isBetween(10_000, 90_000);
    }
}
