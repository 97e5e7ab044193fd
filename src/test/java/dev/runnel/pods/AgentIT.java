package dev.runnel.pods;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runnel.testing.Docs;
import dev.runnel.testing.NeedsBrowser;
import dev.runnel.testing.NeedsNpm;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** AG-UI's own {@code HttpAgent}, with the {@code fetch} of the documentation, that comes back at another pod. */
@NeedsNpm
@NeedsBrowser
class AgentIT extends PageAtPods {

    @Test
    void a_run_whose_pod_is_killed_goes_on_there_and_each_word_comes_once() throws IOException {
        deployment.speakEvery(Duration.ofMillis(50));
        String example = Docs.examples("docs/front-ends.md", "### Lost connections of an agent")
                .getFirst();
        open(example + """
                window.text = () => agent.messages.at(-1).role === "assistant" ? agent.messages.at(-1).content : "";
                agent.addMessage({ id: crypto.randomUUID(), role: "user", content: "hello" });
                agent.runAgent().then(
                    ({ result }) => { window.over = result?.finishReason ?? "none"; },
                    error => { window.over = String(error); });
                """);
        page.waitForFunction("!!window.text && text().includes('wörd3 ')");
        network.leadTo(deployment.pod(1).port());
        deployment.pod(0).kill();
        page.waitForFunction("window.over");
        assertThat(page.evaluate("over")).isEqualTo("stop");
        assertThat(page.evaluate("text()")).isEqualTo(Deployment.TEXT);
    }
}
