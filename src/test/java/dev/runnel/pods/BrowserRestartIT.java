package dev.runnel.pods;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions.HasTextOptions;
import dev.runnel.testing.Chromium;
import dev.runnel.testing.Gate;
import dev.runnel.testing.NeedsBrowser;
import dev.runnel.testing.Script;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What a person sees whose service is killed in mid-reply and started again. */
@NeedsBrowser
class BrowserRestartIT {

    /** Until the lease of the dead process has run out and the page has tried again. */
    private static final HasTextOptions PATIENTLY =
            new HasTextOptions().setTimeout(Duration.ofSeconds(30).toMillis());

    @Test
    void the_words_stay_and_the_rest_comes_by_itself() {
        String[] words = Deployment.TEXT.split("(?<= )");
        try (Deployment deployment = new Deployment(Map.of()).startPods(1);
                Chromium chromium = Chromium.launch()) {
            deployment.provider.enqueue(Script.tokens(words[0], words[1], words[2])
                    .holdAt(new Gate())
                    .then("never"));
            Page page = chromium.browser().newPage();
            page.navigate(deployment.pod(0).url());
            page.getByLabel("Your message").fill("hello");
            page.getByLabel("Your message").press("Enter");
            Locator reply = page.locator(".runnel-markdown");
            assertThat(reply).hasText((words[0] + words[1] + words[2]).strip());

            deployment.speakEvery(Duration.ZERO);
            deployment.restart(0);

            assertThat(reply).hasText(Deployment.TEXT, PATIENTLY);
            assertThat(page.locator(".runnel-answer")).hasCount(1);
        }
    }
}
