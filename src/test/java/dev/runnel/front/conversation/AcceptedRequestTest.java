package dev.runnel.front.conversation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runnel.testing.Conversation;
import dev.runnel.testing.Dialect;
import dev.runnel.testing.Profiles;
import dev.runnel.testing.ProviderSuite;
import dev.runnel.testing.SseClient;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The other side of each refusal: what just about passes. */
@QuarkusTest
@TestProfile(Profiles.OpenAi.class)
class AcceptedRequestTest extends ProviderSuite {
    @Override
    protected Dialect dialect() {
        return Dialect.OPENAI;
    }

    @Test
    void a_message_of_exactly_the_longest_length_is_answered() {
        String message = "x".repeat(8_000);
        try (SseClient client = conversation.stream(message)) {
            assertThat(client.status()).isEqualTo(200);
            assertThat(client.events().getLast()).contains("\"complete\"");
        }
        try (SseClient client = conversation.whole(message)) {
            assertThat(client.status()).isEqualTo(200);
        }
        assertThat(provider().requests()).hasSize(2);
    }

    @Test
    void a_message_of_the_longest_length_may_be_written_in_escapes() {
        String body = "{\"message\":\"" + "\\ud83d\\ude42".repeat(4_000) + "\"}";
        try (SseClient client = SseClient.post(url.getPort(), conversation.streamPath(), body)) {
            assertThat(client.status()).isEqualTo(200);
            assertThat(client.isEndedCleanly()).isTrue();
        }
        assertThat(provider().requests().getFirst().messages().getLast().text()).isEqualTo("🙂".repeat(4_000));
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "ann@example.com", "A-Z_0.9~:+"})
    void a_user_id_may_hold_what_usual_ids_hold(String user) {
        try (SseClient client = new Conversation(url.getPort(), user, conversation.session()).stream("Hi")) {
            assertThat(client.status()).isEqualTo(200);
            assertThat(client.isEndedCleanly()).isTrue();
        }
    }

    @Test
    void me_is_anonymous_where_no_tokens_are_checked() {
        new Conversation(url.getPort(), "me", conversation.session()).streamed("Hi");
        for (String user : List.of("me", "anonymous")) {
            try (SseClient read =
                    SseClient.get(url.getPort(), "/api/conversation/" + user + "/" + conversation.session())) {
                assertThat(read.status()).isEqualTo(200);
            }
        }
    }

    @Test
    void a_user_id_may_have_128_characters() {
        try (SseClient client = new Conversation(url.getPort(), "x".repeat(128), "y".repeat(128)).stream("Hi")) {
            assertThat(client.status()).isEqualTo(200);
            assertThat(client.isEndedCleanly()).isTrue();
        }
    }

    @Test
    void a_field_that_is_not_known_does_no_harm() {
        String body = "{\"message\":\"Hi\",\"locale\":\"de\",\"session_id\":null}";
        try (SseClient client = SseClient.post(
                url.getPort(), conversation.streamPath(), body, "Content-Type: application/json; charset=utf-8")) {
            assertThat(client.status()).isEqualTo(200);
            assertThat(client.isEndedCleanly()).isTrue();
        }
    }
}
