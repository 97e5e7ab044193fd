package dev.runnel.pods;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import dev.runnel.testing.BundledPage;
import dev.runnel.testing.Chromium;
import dev.runnel.testing.Docs;
import dev.runnel.testing.FlakyNetwork;
import dev.runnel.testing.Gate;
import dev.runnel.testing.NeedsBrowser;
import dev.runnel.testing.NeedsNpm;
import dev.runnel.testing.Script;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A page with {@code @microsoft/fetch-event-source} that comes back at another pod. */
@NeedsNpm
@NeedsBrowser
class FetchEventSourceIT {

    private static final int PATIENCE_MS = 30_000;

    @TempDir
    Path project;

    private final Gate gate = new Gate();
    private Deployment deployment;
    private FlakyNetwork network;
    private Chromium chromium;
    private Page page;

    @BeforeEach
    void a_page_has_seen_two_words() throws IOException {
        deployment = new Deployment(Map.of("RUNNEL_REDIS_TIMEOUT", "2s")).startPods(2);
        String[] words = Deployment.TEXT.split("(?<= )");
        deployment.provider.enqueue(Script.tokens(words[0], words[1])
                .holdAt(gate)
                .then(Deployment.TEXT.substring((words[0] + words[1]).length())));
        network = new FlakyNetwork(deployment.pod(0).port());
        chromium = Chromium.launch();
        page = chromium.browser().newPage();
        page.setDefaultTimeout(PATIENCE_MS);
        String example =
                Docs.examples("docs/front-ends.md", "## fetch-event-source").get(1);
        new BundledPage(project).open(page, "http://127.0.0.1:" + network.port(), example + """
                window.text = "";
                ask("hello", event => { text += event.content ?? ""; }).then(() => { window.over = true; });
                """);
        page.waitForFunction("words => window.text === words", words[0] + words[1]);
        network.leadTo(deployment.pod(1).port());
    }

    @AfterEach
    void close() {
        chromium.close();
        network.close();
        deployment.close();
    }

    @Test
    void a_connection_that_breaks_goes_on_there_without_a_doubled_word_or_bill() {
        network.cut();
        gate.open();
        page.waitForFunction("window.over");
        assertThat(page.evaluate("text")).isEqualTo(Deployment.TEXT);
        assertThat(deployment.provider.requests()).hasSize(1);
    }

    @Test
    void a_pod_that_is_told_to_go_leaves_its_reply_to_the_other() {
        deployment.speakEvery(Duration.ZERO);
        deployment.pod(0).terminate();
        page.waitForFunction("window.over");
        assertThat(page.evaluate("text")).isEqualTo(Deployment.TEXT);
    }
}
