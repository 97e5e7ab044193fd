package dev.runnel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runnel.front.conversation.SeedExchange;
import dev.runnel.testing.Dialect;
import dev.runnel.testing.PackagedProfiles;
import dev.runnel.testing.ProviderSuite;
import dev.runnel.testing.Script;
import dev.runnel.testing.SseClient;
import dev.runnel.testing.SseEvents;
import io.quarkus.test.junit.QuarkusIntegrationTest;
import io.quarkus.test.junit.TestProfile;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The jar that is deployed. */
@QuarkusIntegrationTest
@TestProfile(PackagedProfiles.Open.class)
class PackagedApplicationIT extends ProviderSuite {
    @Override
    protected Dialect dialect() {
        return Dialect.OPENAI;
    }

    @Test
    void a_reply_is_a_status_its_chunks_and_a_complete_byte_for_byte() {
        provider().enqueue(Script.reply("Hello", ", ", "world").usage(12, 3));
        try (SseClient client = conversation.stream("Hi")) {
            List<String> events = client.events();
            String reply = SseEvents.parse(events.getFirst())
                    .all()
                    .getFirst()
                    .path("reply_id")
                    .asText();
            assertThat(events)
                    .containsExactly(SeedExchange.events(reply, conversation.session(), "openai", "openai-model"));
            assertThat(client.isEndedCleanly()).isTrue();
        }
    }

    @Test
    void the_jar_is_healthy_with_its_provider() {
        try (SseClient client = SseClient.get(url.getPort(), "/q/health")) {
            assertThat(client.status()).isEqualTo(200);
            assertThat(client.rawBody()).contains("\"openai\"");
        }
    }

    @Test
    void the_jar_brings_the_page_and_what_others_import() {
        for (String path : List.of("/", "/runnel/client.js", "/runnel/conversation.js", "/runnel/conversation.css")) {
            try (SseClient client = SseClient.get(url.getPort(), path)) {
                assertThat(client.status()).as(path).isEqualTo(200);
                assertThat(client.rawBody()).as(path).isNotEmpty();
            }
        }
    }
}
