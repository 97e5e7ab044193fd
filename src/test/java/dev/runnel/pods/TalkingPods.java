package dev.runnel.pods;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.runnel.testing.Conversation;
import dev.runnel.testing.Gate;
import dev.runnel.testing.PromptMessage;
import dev.runnel.testing.RecordedRequest;
import dev.runnel.testing.Script;
import dev.runnel.testing.SseClient;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AutoClose;

/** Two pods with a provider that says a text, in one go or in pieces, and a user who talks to both. */
abstract class TalkingPods {

    static final Duration PATIENCE = Duration.ofSeconds(10);
    static final String[] WORDS = Deployment.TEXT.split("(?<= )");

    final String user = "user-" + UUID.randomUUID();

    @AutoClose
    final Deployment deployment = new Deployment(Map.of()).startPods(2);

    /** The provider says the text from where the prompt says that it was cut off, and else from the beginning. */
    void speak(Duration interval) {
        deployment.provider.answering(
                request -> Script.tokens(rest(request).split("(?<= )")).delayBetweenTokens(interval));
    }

    /** The same up to the word with this number, and then nothing more. */
    void hold(int words) {
        deployment.provider.answering(request -> {
            String said = String.join("", List.of(WORDS).subList(0, words));
            String rest = rest(request);
            int left = said.length() - (Deployment.TEXT.length() - rest.length());
            return Script.tokens(rest.substring(0, left).split("(?<= )"))
                    .holdAt(new Gate())
                    .then("never");
        });
    }

    private static String rest(RecordedRequest request) {
        List<PromptMessage> messages = request.messages();
        if (!messages.getLast().text().contains("cut off")) {
            return Deployment.TEXT;
        }
        // Earlier turns have said all of it.
        String said = messages.stream()
                .map(PromptMessage::text)
                .filter(text -> text.startsWith("wörd"))
                .collect(Collectors.joining());
        return Deployment.TEXT.substring(said.length() % Deployment.TEXT.length());
    }

    JsonNode queue(int pod) {
        try (SseClient client = deployment.pod(pod).get("/api/conversation/" + user + "/s/queue")) {
            return Conversation.json(client.rawBody()).path("queued");
        }
    }

    void withdraw(int pod, String reply) {
        String path = "/api/conversation/" + user + "/s/queue/" + reply;
        try (SseClient withdrawn = SseClient.request(deployment.pod(pod).port(), "DELETE", path, "")) {
            assertThat(withdrawn.status()).isEqualTo(204);
        }
    }

    JsonNode messages(int pod) {
        try (SseClient client = deployment.pod(pod).transcript(user, "s")) {
            return Conversation.json(client.rawBody()).path("messages");
        }
    }

    List<String> contents(int pod) {
        return messages(pod)
                .valueStream()
                .map(message -> message.path("content").asText())
                .toList();
    }
}
