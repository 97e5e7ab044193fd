package dev.runnel.front.conversation;

import com.fasterxml.jackson.databind.JsonNode;
import dev.runnel.testing.Dialect;
import dev.runnel.testing.Gate;
import dev.runnel.testing.Script;
import dev.runnel.testing.ScriptedProvider;
import dev.runnel.testing.ScriptedProviders;
import dev.runnel.testing.SseClient;
import dev.runnel.testing.SseEvents;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTestProfile;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.BeforeEach;

/** A reply of five words that waits after the third until its gate is opened. */
@WithTestResource(ScriptedProviders.class)
abstract class HalfwayReplyTestBase {

    public static class Profile implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of(
                    "runnel.providers", "openai",
                    "runnel.limit.requests", "100000",
                    "runnel.limit.concurrent-replies", "1000",
                    "runnel.reply.orphan-grace", "2s");
        }
    }

    ScriptedProviders providers;

    @ConfigProperty(name = "quarkus.http.test-port")
    int port;

    final String user = "user-" + UUID.randomUUID();
    final Gate gate = new Gate();

    ScriptedProvider provider;

    @BeforeEach
    void aReplyThatWaitsHalfway() {
        providers.reset();
        provider = providers.of(Dialect.OPENAI);
        provider.byDefault(Script.tokens("one ", "two ", "three ").holdAt(gate).then("four ", "five"));
    }

    SseClient ask(String... headers) {
        return SseClient.post(
                port, "/api/conversation-stream/" + user, "{\"message\":\"count\",\"session_id\":\"s\"}", headers);
    }

    SseClient get(String path, String... headers) {
        return SseClient.get(port, "/api/conversation-stream/" + path, headers);
    }

    static JsonNode first(SseClient viewer) {
        return SseEvents.of(List.of(viewer.nextEvent())).all().getFirst();
    }

    static String replyOf(SseClient viewer) {
        return first(viewer).path("reply_id").asText();
    }
}
