package dev.runnel.pods;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.runnel.testing.Conversation;
import dev.runnel.testing.SseClient;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** OpenAI's responses whose pod is killed. */
class ResponsesPodsIT {

    private static final String PATH = "/v1/responses";
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @AutoClose
    private final Deployment deployment = new Deployment(Map.of()).startPods(2);

    @BeforeEach
    void speak() {
        deployment.speakEvery(Duration.ofMillis(40));
    }

    @Test
    void a_response_is_read_on_at_the_other_pod_from_the_number_that_was_seen_last() {
        List<JsonNode> seen;
        try (SseClient stream = SseClient.to(deployment.pod(0).port())
                .patience(PATIENCE)
                .post(PATH, "{\"model\":\"auto\",\"input\":\"hello\",\"stream\":true}")) {
            seen = Stream.generate(stream::nextEvent)
                    .limit(15)
                    .flatMap(ResponsesPodsIT::event)
                    .toList();
            deployment.pod(0).kill();
        }
        String path = PATH + "/" + seen.getFirst().at("/response/id").asText();
        long last = seen.getLast().path("sequence_number").asLong();
        try (SseClient rest = SseClient.to(deployment.pod(1).port())
                .patience(PATIENCE)
                .get(path + "?stream=true&starting_after=" + last)) {
            List<JsonNode> all = Stream.concat(
                            seen.stream(), rest.events().stream().flatMap(ResponsesPodsIT::event))
                    .toList();
            for (int i = 0; i < all.size(); i++) {
                assertThat(all.get(i).path("sequence_number").asInt()).isEqualTo(i);
            }
            StringBuilder text = new StringBuilder();
            all.forEach(event -> text.append(event.path("delta").asText()));
            assertThat(text).hasToString(Deployment.TEXT);
            assertThat(all.getLast().path("type").asText()).isEqualTo("response.completed");
            assertThat(read(path).at("/output/0/content/0/text").asText()).isEqualTo(Deployment.TEXT);
        }
    }

    @Test
    void a_response_in_the_background_is_continued_when_somebody_asks_for_it() {
        String path;
        try (SseClient begun = SseClient.post(
                deployment.pod(0).port(), PATH, "{\"model\":\"auto\",\"input\":\"hello\",\"background\":true}")) {
            path = PATH + "/" + Conversation.json(begun.rawBody()).path("id").asText();
        }
        deployment.pod(0).kill();
        await().atMost(PATIENCE).until(() -> read(path).path("status").asText().equals("completed"));
        assertThat(read(path).at("/output/0/content/0/text").asText()).isEqualTo(Deployment.TEXT);
    }

    private JsonNode read(String path) {
        try (SseClient client = deployment.pod(1).get(path)) {
            return Conversation.json(client.rawBody());
        }
    }

    /** None for a comment, and for the frame that ends a stream. */
    private static Stream<JsonNode> event(String frame) {
        return frame.lines()
                .filter(line -> line.startsWith("data: {"))
                .map(line -> Conversation.json(line.substring("data: ".length())));
    }
}
