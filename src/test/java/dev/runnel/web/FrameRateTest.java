package dev.runnel.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import dev.runnel.testing.Script;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * Frames a second while a long reply grows by 200 tokens a second, on a processor that is four times slower. It says
 * something on a quiet machine alone, so it runs on demand; {@link BudgetTest} holds what makes it so.
 */
@QuarkusTest
@TestProfile(BrowserSuite.Profile.class)
@EnabledIfSystemProperty(named = "frames", matches = ".*", disabledReason = "needs a quiet machine: -Dframes")
class FrameRateTest extends ConversationSuite {

    private static final int SECONDS = 5;

    @Test
    void a_long_reply_on_a_slow_machine_has_thirty_frames_a_second() {
        provider.byDefault(Script.tokens(LongReply.sections(100_000))
                .holdAt(gate)
                .then(LongReply.tokens(200 * (SECONDS + 3)))
                .delayBetweenTokens(Duration.ofMillis(5)));
        openRootPage();
        ask("show");
        assertThat(words().locator("h2")).hasCount(LongReply.sections(100_000).length);
        JsonObject slow = new JsonObject();
        slow.addProperty("rate", 4);
        browser.newCDPSession(page).send("Emulation.setCPUThrottlingRate", slow);
        gate.open();
        double frames = ((Number) page.evaluate("""
                seconds => new Promise(done => {
                  let frames = 0;
                  const began = performance.now();
                  requestAnimationFrame(function count(now) {
                    frames++;
                    if (now - began < seconds * 1000) requestAnimationFrame(count);
                    else done(frames * 1000 / (now - began));
                  });
                })""", SECONDS)).doubleValue();
        System.out.printf("%.1f frames a second%n", frames);
        assertThat(frames).isGreaterThan(30);
    }
}
