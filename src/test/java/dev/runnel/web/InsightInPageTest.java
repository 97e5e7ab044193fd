package dev.runnel.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import dev.runnel.testing.Script;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What a person sees of what the service has understood. */
@QuarkusTest
@TestProfile(InsightInPageTest.WithInsight.class)
class InsightInPageTest extends ConversationSuite {

    public static final class WithInsight extends BrowserSuite.Profile {
        @Override
        public Map<String, String> getConfigOverrides() {
            Map<String, String> overrides = new HashMap<>(super.getConfigOverrides());
            overrides.put("runnel.insight.enabled", "true");
            return overrides;
        }
    }

    @Test
    void the_context_is_shown_while_the_reply_runs_and_a_suggestion_is_sent_by_a_click() {
        provider.byDefault(Script.tokens("A table ").holdAt(gate).then("in Rome."))
                .byDefaultNonStreaming(Script.reply("""
                                {"intent":"booking","entities":[{"name":"place","value":"Rome"}],
                                 "suggestions":["What about Sunday?","Cheaper ones?"]}"""));
        openRootPage();
        ask("A table in Rome");
        assertThat(page.locator(".runnel-chips")).containsText("Rome");
        gate.open();
        button("What about Sunday?").click();
        assertThat(page.locator(".runnel-question")).hasText(new String[] {"A table in Rome", "What about Sunday?"});
        assertThat(words()).hasText("A table in Rome.");

        page.reload();
        assertThat(page.locator(".runnel-chips")).containsText("Rome");
        assertThat(page.locator(".runnel-question")).hasCount(2);
        assertThat(provider.requests()).hasSize(4);
    }
}
