package dev.runnel.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.assertions.LocatorAssertions;
import dev.runnel.testing.Script;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What the page may cost whoever opens it, and whoever reads a long reply in it. */
@QuarkusTest
@TestProfile(BrowserSuite.Profile.class)
class BudgetTest extends ConversationSuite {

    private static final int FIRST_PAINT_BYTES = 120_000;
    private static final int LONG_REPLY = 100_000;
    private static final int TOKENS_PER_SECOND = 200;
    /** Whoever clicks meanwhile notices more. */
    private static final double LONGEST_TASK_MS = 50;

    /** Of the page and of all scripts and styles; what the service answers to scripts is no part of it. */
    private static final String FETCHED = """
            [...performance.getEntriesByType('navigation'), ...performance.getEntriesByType('resource')]
                .filter(entry => !entry.name.includes('/api/')).map(entry => entry.%s).reduce((sum, size) => sum + size)""";

    @Test
    void what_is_fetched_before_the_first_paint_is_small() {
        openRootPage();
        assertThat(number(FETCHED.formatted("encodedBodySize"))).isBetween(50_000.0, (double) FIRST_PAINT_BYTES);
        assertThat(
                        page.evaluate(
                                "performance.getEntriesByType('resource').some(({ name }) => /highlighter|typesetter/.test(name))"))
                .isEqualTo(false);
    }

    @Test
    void who_comes_again_fetches_no_script_again() {
        openRootPage();
        page.reload();
        assertThat(field()).isVisible();
        assertThat(number("performance.getEntriesByType('resource').filter(({ name }) => name.includes('/static/'))"
                        + ".reduce((sum, { transferSize }) => sum + transferSize, 0)"))
                .isZero();
    }

    @Test
    void nothing_moves_that_was_there_before() {
        page.addInitScript("""
                window.shifts = [];
                new PerformanceObserver(list => list.getEntries().forEach(({ value, hadRecentInput, sources }) =>
                    hadRecentInput || shifts.push(value + ' ' + sources.map(({ node }) => node?.className ?? node?.nodeName))))
                  .observe({ type: 'layout-shift', buffered: true });
                """);
        provider.byDefault(Script.tokens(LongReply.tokens(300))
                .delayBetweenTokens(Duration.ofMillis(5))
                .holdBeforeHeaders(gate));
        openRootPage();
        ask("show");
        assertThat(page.locator(".runnel-typing")).isVisible();
        gate.open();
        assertThat(button("Send")).isVisible();
        page.reload();
        assertThat(words().locator("h2").first()).hasText("A heading");
        assertThat(page.evaluate("shifts.join()")).isEqualTo("");
    }

    @Test
    void a_token_costs_as_little_in_a_long_reply_as_in_a_short_one() {
        provider.byDefault(Script.tokens(LongReply.sections(LONG_REPLY))
                .holdAt(gate)
                .then(LongReply.tokens(3 * TOKENS_PER_SECOND))
                .delayBetweenTokens(Duration.ofMillis(1000 / TOKENS_PER_SECOND)));
        openRootPage();
        ask("show");
        int sections = LongReply.sections(LONG_REPLY).length;
        assertThat(words().locator("h2")).hasCount(sections);
        assertThat(words().locator(".runnel-settled").nth(10)).isVisible();
        assertThat(words().locator("pre").last().locator(".hljs-keyword").first())
                .isVisible();

        Recording recording = recordedToTheEnd();

        assertThat(recording.longestTask()).isBetween(1.0, LONGEST_TASK_MS);
        assertThat(recording.layouts()).isBetween(20L, 3L * TOKENS_PER_SECOND);
        // The whole reply has some 15,000 of them.
        assertThat(recording.mostBoxesInALayout()).isLessThan(3_000);
        assertThat(recording.mostElementsStyled()).isLessThan(1_000);
    }

    @Test
    void no_task_keeps_the_page_from_an_answer_for_long_while_a_reply_grows() {
        provider.byDefault(Script.tokens(LongReply.tokens(5 * TOKENS_PER_SECOND))
                .delayBetweenTokens(Duration.ofMillis(1000 / TOKENS_PER_SECOND))
                .holdBeforeHeaders(gate));
        openRootPage();
        ask("show");
        assertThat(page.locator(".runnel-typing")).isVisible();

        Recording recording = recordedToTheEnd();

        assertThat(recording.longestTask()).isBetween(1.0, LONGEST_TASK_MS);
    }

    /** To look for a button by its name would take longer than all that the page does. */
    private Recording recordedToTheEnd() {
        assertThat(page.locator(".runnel-stop")).isVisible();
        return Recording.of(page, () -> {
            gate.open();
            assertThat(page.locator(".runnel-stop"))
                    .hasCount(0, new LocatorAssertions.HasCountOptions().setTimeout(60_000));
        });
    }

    private double number(String script) {
        return ((Number) page.evaluate(script)).doubleValue();
    }
}
