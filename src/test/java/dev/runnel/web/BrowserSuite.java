package dev.runnel.web;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import dev.runnel.testing.Chromium;
import dev.runnel.testing.Dialect;
import dev.runnel.testing.FlakyNetwork;
import dev.runnel.testing.NeedsBrowser;
import dev.runnel.testing.ScriptedProvider;
import dev.runnel.testing.ScriptedProviders;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTestProfile;
import java.net.URL;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.ExtendWith;

/** A browser with a fresh profile per test, in front of the running application and a network that can break. */
@NeedsBrowser
@ExtendWith(OneBrowser.class)
@WithTestResource(ScriptedProviders.class)
abstract class BrowserSuite {

    public static class Profile implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.ofEntries(
                    Map.entry("quarkus.http.test-port", "0"),
                    Map.entry("quarkus.http.cors.enabled", "true"),
                    Map.entry("quarkus.http.cors.origins", "/http://localhost:[0-9]+/"),
                    Map.entry("runnel.providers", "openai"),
                    Map.entry("runnel.limit.requests", "4"),
                    Map.entry("runnel.limit.concurrent-replies", "1000"),
                    Map.entry("runnel.provider.retries", "0"),
                    Map.entry("runnel.provider.continuations", "0"),
                    Map.entry("runnel.provider.non-streaming-fallback", "false"),
                    Map.entry("runnel.provider.breaker-window", "100000"),
                    Map.entry("runnel.reply.heartbeat", "1s"));
        }
    }

    private static final ObjectMapper JSON = new ObjectMapper();

    static Chromium chromium;

    ScriptedProviders providers;

    @TestHTTPResource
    URL url;

    final String user = "user-" + UUID.randomUUID();
    ScriptedProvider provider;
    FlakyNetwork network;
    BrowserContext browser;
    Page page;

    @BeforeEach
    void open() {
        providers.reset();
        provider = providers.of(Dialect.OPENAI);
        network = new FlakyNetwork(url.getPort());
        browser = newProfile();
        page = browser.newPage();
    }

    @AfterEach
    void close() {
        browser.close();
        network.close();
    }

    /** Does something in a browser that has never been here; {@link #page} is its page meanwhile. */
    void onAnotherDevice(Runnable action) {
        Page here = page;
        try (BrowserContext other = newProfile()) {
            page = other.newPage();
            action.run();
        } finally {
            page = here;
        }
    }

    private BrowserContext newProfile() {
        BrowserContext profile = chromium.browser()
                .newContext(new Browser.NewContextOptions().setBaseURL("http://127.0.0.1:" + network.port()));
        profile.setDefaultTimeout(10_000);
        return profile;
    }

    /** What this function body returns in the page, with {@code arg} and the client library as {@code runnel}. */
    JsonNode run(String body, Object arg) {
        String json = (String) page.evaluate(
                "async arg => { const runnel = await import('/runnel/client.js'); const result = await (async () => {"
                        + body + "})(); return JSON.stringify(result ?? null); }",
                arg);
        try {
            return JSON.readTree(json);
        } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
            throw new AssertionError("no JSON: " + json, e);
        }
    }
}
