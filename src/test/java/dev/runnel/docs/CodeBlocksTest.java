package dev.runnel.docs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runnel.testing.Docs;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** No example stands in the documentation that nothing has tried. */
class CodeBlocksTest {

    /** Looks at commands that need Docker, a cluster, keys or a whole build: see {@link CommandsTest}. */
    private static final String CHECKED = "docs/CommandsTest";

    private static final String RUN = "docs/DocumentedRequestsTest";
    private static final String IN_A_BROWSER = "web/DocumentedExamplesTest";
    private static final String FETCH_EVENT_SOURCE = "web/DocumentedFetchEventSourceTest";
    private static final String AG_UI = "web/DocumentedAgUiTest";
    private static final String AI_SDK = "web/DocumentedAiSdkTest";
    private static final String RESPONSES = "docs/DocumentedResponsesTest";
    private static final String OPEN_AI = "docs/DocumentedOpenAiTest";

    /** Who tries which block: page, heading, test; in the order of the pages. */
    private static final List<Tried> TRIED = List.of(
            new Tried("README.md", "## Try it", CHECKED),
            new Tried("README.md", "## Try it", RUN),
            new Tried("README.md", "## Three ways to use it", IN_A_BROWSER),
            new Tried("README.md", "## Three ways to use it", IN_A_BROWSER),
            new Tried("README.md", "## Deploy it", CHECKED),
            new Tried("README.md", "## Work on it", CHECKED),
            new Tried("docs/benchmark.md", "## Run it", CHECKED),
            new Tried("docs/benchmark.md", "## Run it", CHECKED),
            new Tried("docs/benchmark.md", "## Run it", CHECKED),
            new Tried("docs/benchmark.md", "## Sockets", CHECKED),
            new Tried("docs/browser.md", "### In a React app", IN_A_BROWSER),
            new Tried("docs/browser.md", "### With TypeScript and Next.js", "web/WebPackagesTest"),
            new Tried("docs/browser.md", "### In other words, and with other parts", IN_A_BROWSER),
            new Tried("docs/browser.md", "### With a composer of your own", IN_A_BROWSER),
            new Tried("docs/browser.md", "### In a page without React", IN_A_BROWSER),
            new Tried("docs/browser.md", "### From plain JavaScript", IN_A_BROWSER),
            new Tried("docs/browser.md", "### From a call without streaming", IN_A_BROWSER),
            new Tried("docs/browser.md", "### From a call without streaming", IN_A_BROWSER),
            new Tried("docs/browser.md", "### From another origin", CHECKED),
            new Tried("docs/browser.md", "### With a token", IN_A_BROWSER),
            new Tried("docs/dependencies.md", "# Dependencies", CHECKED),
            new Tried("docs/front-ends.md", "## fetch-event-source", CHECKED),
            new Tried("docs/front-ends.md", "## fetch-event-source", FETCH_EVENT_SOURCE),
            new Tried("docs/front-ends.md", "## AI SDK", CHECKED),
            new Tried("docs/front-ends.md", "## AI SDK", AI_SDK),
            new Tried("docs/front-ends.md", "### Lost connections and long chats", AI_SDK),
            new Tried("docs/front-ends.md", "### Errors", AI_SDK),
            new Tried("docs/front-ends.md", "## AG-UI", CHECKED),
            new Tried("docs/front-ends.md", "## AG-UI", AG_UI),
            new Tried("docs/front-ends.md", "### Lost connections of an agent", AG_UI),
            new Tried("docs/front-ends.md", "## OpenAI", CHECKED),
            new Tried("docs/front-ends.md", "## OpenAI", OPEN_AI),
            new Tried("docs/front-ends.md", "## OpenAI Responses", RESPONSES),
            new Tried("docs/front-ends.md", "### A conversation that became too long", RESPONSES),
            new Tried("docs/kubernetes.md", "## The jar", CHECKED),
            new Tried("docs/kubernetes.md", "## Docker Compose", CHECKED),
            new Tried("docs/kubernetes.md", "## Docker Compose", CHECKED),
            new Tried("docs/kubernetes.md", "## Kubernetes", CHECKED),
            new Tried("docs/kubernetes.md", "## Kubernetes", CHECKED),
            new Tried("docs/kubernetes.md", "## Kubernetes", "deploy/OverlaysTest"),
            new Tried("docs/operations.md", "## Health", RUN),
            new Tried("docs/operations.md", "## Alerts", CHECKED),
            new Tried("docs/operations.md", "### RunnelProviderUnauthorized", CHECKED),
            new Tried("docs/operations.md", "### Scaling by open streams", "deploy/OverlaysTest"),
            new Tried("docs/operations.md", "### Redis behind TLS", CHECKED),
            new Tried("docs/provider-cases.md", "# What providers have been seen to send", CHECKED),
            new Tried("docs/providers.md", "## A server of your own", CHECKED),
            new Tried("docs/providers.md", "## Any number of providers", CHECKED),
            new Tried("docs/providers.md", "### Which header carries the key", CHECKED),
            new Tried("docs/resilience.md", "## Tried in a storm", CHECKED),
            new Tried("docs/security.md", "## Try it", "docs/DocumentedTokenIT"),
            new Tried("docs/security.md", "## Try it", "docs/DocumentedTokenIT"),
            new Tried("docs/security.md", "## Signing in", CHECKED),
            new Tried("docs/wire.md", "# The wire: requests, events, errors", RUN),
            new Tried("docs/wire.md", "## The stream", RUN),
            new Tried("docs/wire.md", "## The document", RUN));

    private record Tried(String page, String heading, String test) {}

    @Test
    void every_block_is_tried_by_a_test_or_marked_as_output() {
        assertThat(examples().map(block -> block.page() + " " + block.heading()))
                .containsExactlyElementsOf(TRIED.stream()
                        .map(tried -> tried.page() + " " + tried.heading())
                        .toList());
    }

    @Test
    void a_test_that_is_named_here_reads_the_block() {
        assertThat(TRIED).filteredOn(tried -> !tried.test().equals(CHECKED)).allSatisfy(tried -> assertThat(
                        source(tried.test()))
                .contains("\"" + tried.page() + "\", \"" + tried.heading() + "\""));
    }

    @Test
    void only_commands_are_merely_checked() {
        List<Docs.Block> blocks = examples().toList();
        assertThat(blocks)
                .filteredOn(block -> TRIED.get(blocks.indexOf(block)).test().equals(CHECKED))
                .isNotEmpty()
                .allMatch(block -> block.language().equals("shell"));
    }

    private static Stream<Docs.Block> examples() {
        return Docs.pages().stream().flatMap(page -> Docs.blocks(page).stream()).filter(block -> !block.language()
                .equals("text"));
    }

    private static String source(String test) {
        try {
            return Files.readString(Path.of("src/test/java/dev/runnel", test + ".java"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
