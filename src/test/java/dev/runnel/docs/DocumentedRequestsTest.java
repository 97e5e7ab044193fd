package dev.runnel.docs;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.runnel.testing.Conversation;
import dev.runnel.testing.Docs;
import dev.runnel.testing.Profiles;
import dev.runnel.testing.SseClient;
import dev.runnel.testing.SseEvents;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.net.URL;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** The requests of the documentation, sent as they stand there to the demo model; the answers that stand below them. */
@QuarkusTest
@TestProfile(Profiles.NoKey.class)
class DocumentedRequestsTest {

    @TestHTTPResource
    URL url;

    @Test
    void the_first_request_of_the_readme_is_answered_as_shown_there() {
        SseEvents answer = events(run(Docs.examples("README.md", "## Try it").get(1)));

        assertThat(events(output("README.md", "## Try it")).all()).hasSize(7).allSatisfy(shown -> assertThat(
                        fields(answer.ofType(type(shown)).getFirst()))
                .isEqualTo(fields(shown)));
        assertThat(answer.ofType("chunk").getFirst().path("content").asText()).isEqualTo("You ");
    }

    @Test
    void the_stream_is_one() {
        String answer = run(Docs.examples("docs/wire.md", "## The stream").getFirst());

        assertThat(answer).startsWith("data: {\"type\":\"status\"").contains("data: {\"type\":\"complete\"");
    }

    @Test
    void the_document_is_answered_as_shown_below_it() {
        JsonNode answer = Conversation.json(
                run(Docs.examples("docs/wire.md", "## The document").getFirst()));
        JsonNode shown = Conversation.json(output("docs/wire.md", "## The document"));

        assertThat(fields(answer)).isEqualTo(fields(shown));
        assertThat(answer.path("message")).isEqualTo(shown.path("message"));
    }

    @Test
    void the_body_is_one_that_is_answered() {
        String body = Docs.examples("docs/wire.md", "# The wire: requests, events, errors")
                .getFirst()
                .strip();
        String path = Conversation.at(url.getPort()).streamPath();

        try (SseClient client = SseClient.post(url.getPort(), path, body)) {
            assertThat(client.status()).isEqualTo(200);
        }
    }

    @Test
    void the_health_answer_has_what_is_explained_below_it() {
        String answer = run(Docs.examples("docs/operations.md", "## Health").getFirst());

        assertThat(answer).contains("\"redis\"", "\"demo\"", "\"UP\"");
    }

    private String run(String commands) {
        return Shell.output(commands, url.getPort(), Path.of("."));
    }

    private static SseEvents events(String stream) {
        return SseEvents.parse(stream.replace("…\n\n", ""));
    }

    private static String type(JsonNode event) {
        return event.path("type").asText();
    }

    private static Set<String> fields(JsonNode object) {
        Set<String> names = new TreeSet<>();
        object.fieldNames().forEachRemaining(names::add);
        return names;
    }

    private static String output(String page, String heading) {
        return Docs.blocks(page).stream()
                .filter(block ->
                        block.heading().equals(heading) && block.language().equals("text"))
                .findFirst()
                .orElseThrow()
                .text();
    }
}
