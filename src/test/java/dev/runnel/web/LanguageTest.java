package dev.runnel.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import dev.runnel.testing.Npm;
import dev.runnel.testing.Script;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The page in the language of whoever reads it. */
@QuarkusTest
@TestProfile(BrowserSuite.Profile.class)
class LanguageTest extends ConversationSuite {

    private static final Path WEB = Path.of("src/main/resources/web").toAbsolutePath();

    /** All texts with their names; of a text that depends on something, what it is for 2. */
    private static final String TEXTS = """
            import { english as page } from "%1$s/app/page-labels";
            import { english as conversation } from "%1$s/conversation/labels";
            import { german } from "%1$s/app/german";
            const texts = (value, name = "") => typeof value === "object"
                ? Object.entries(value).flatMap(([key, inner]) => texts(inner, name + "." + key))
                : [[name, typeof value === "function" ? value(2) : value]];
            window.english = Object.fromEntries(texts({ page, conversation }));
            window.german = Object.fromEntries(texts({ page: german.page, conversation: german.conversation }));
            """.formatted(WEB);

    /** Everything that is shown or read out. */
    private static final String SAID = """
            () => [...document.body.querySelectorAll('*')].flatMap(element => [
              ...[...element.childNodes].filter(node => node.nodeType === 3).map(node => node.nodeValue),
              ...['aria-label', 'title', 'placeholder'].map(name => element.getAttribute(name) ?? ''),
            ]).map(text => text.trim()).filter(text => text !== '')
            """;

    private void inABrowserThatSpeaks(List<String> languages, Runnable action) {
        Page here = page;
        try (BrowserContext other = browser.browser()
                .newContext(new Browser.NewContextOptions().setBaseURL("http://127.0.0.1:" + network.port()))) {
            page = other.newPage();
            page.addInitScript("Object.defineProperty(navigator, 'languages', { value: ['"
                    + String.join("', '", languages) + "'] })");
            action.run();
        } finally {
            page = here;
        }
    }

    private void openPage(String message) {
        page.navigate("/");
        assertThat(page.getByLabel(message)).isFocused();
    }

    private void texts(Path project) {
        try {
            page.evaluate(Files.readString(new Npm(project).bundle(TEXTS).resolve("app.js")));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void each_text_is_there_in_both_languages(@TempDir Path project) {
        texts(project);
        assertThat(page.evaluate("Object.keys(german).sort()")).isEqualTo(page.evaluate("Object.keys(english).sort()"));
        assertThat((List<?>) page.evaluate("Object.keys(english)")).hasSizeGreaterThan(150);
        assertThat((List<?>) page.evaluate("Object.keys(english).filter(name => english[name] === german[name])"))
                .isEqualTo(List.of(".page.themes.auto"));
    }

    @Test
    void a_german_browser_gets_a_german_page_with_no_english_word_in_it(@TempDir Path project) {
        provider.enqueue(Script.reply("- [x] eins"), Script.tokens("halb ").thenCut());
        inABrowserThatSpeaks(List.of("fr-CH", "de-CH", "en"), () -> {
            openPage("Ihre Nachricht");
            assertThat(page.locator("html")).hasAttribute("lang", "de");
            for (String question : List.of("Hallo", "Weiter")) {
                page.getByLabel("Ihre Nachricht").fill(question);
                page.getByLabel("Ihre Nachricht").press("Enter");
                assertThat(page.getByLabel("Antwort kopieren").last()).isVisible();
            }
            page.getByLabel("„Hallo“ löschen").click();
            page.getByLabel("Unterhaltungen durchsuchen").fill("nirgends");
            assertThat(page.getByText("Es wurde nichts gefunden.")).isVisible();
            texts(project);
            assertThat((List<?>) page.evaluate("(" + SAID + ")().filter(said => "
                            + "Object.values(english).includes(said) && !Object.values(german).includes(said))"))
                    .isEmpty();
        });
    }

    @Test
    void a_browser_whose_languages_the_page_does_not_speak_gets_english() {
        inABrowserThatSpeaks(List.of("fr", "it"), () -> {
            openPage("Your message");
            assertThat(page.locator("html")).hasAttribute("lang", "en");
        });
    }

    @Test
    void a_person_chooses_another_language_and_keeps_it() {
        provider.byDefault(Script.reply("hello"));
        openRootPage();
        ask("hi");
        page.getByLabel("Language").selectOption("Deutsch");
        assertThat(page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Neue Unterhaltung")))
                .isVisible();
        assertThat(page.getByLabel("Ihre Nachricht")).isVisible();
        assertThat(page.locator("html")).hasAttribute("lang", "de");
        assertThat(words()).hasText("hello");
        page.reload();
        assertThat(page.locator("html")).hasAttribute("lang", "de");
        page.getByLabel("Sprache").selectOption("Wie im Browser");
        assertThat(page.locator("html")).hasAttribute("lang", "en");
        assertThat(button("New conversation")).isVisible();
    }
}
