package dev.runnel.pods;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runnel.testing.Docs;
import dev.runnel.testing.Gate;
import dev.runnel.testing.NeedsBrowser;
import dev.runnel.testing.NeedsNpm;
import dev.runnel.testing.Script;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A page with {@code @microsoft/fetch-event-source} that comes back at another pod. */
@NeedsNpm
@NeedsBrowser
class FetchEventSourceIT extends PageAtPods {

    private final Gate gate = new Gate();

    @BeforeEach
    void a_page_has_seen_two_words() throws IOException {
        String[] words = Deployment.TEXT.split("(?<= )");
        deployment.provider.enqueue(Script.tokens(words[0], words[1])
                .holdAt(gate)
                .then(Deployment.TEXT.substring((words[0] + words[1]).length())));
        String example =
                Docs.examples("docs/front-ends.md", "## fetch-event-source").get(1);
        open(example + """
                window.text = "";
                ask("hello", event => { text += event.content ?? ""; }).then(() => { window.over = true; });
                """);
        page.waitForFunction("words => window.text === words", words[0] + words[1]);
        network.leadTo(deployment.pod(1).port());
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
