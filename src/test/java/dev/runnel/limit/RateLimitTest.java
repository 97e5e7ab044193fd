package dev.runnel.limit;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.runnel.testing.Conversation;
import dev.runnel.testing.Dialect;
import dev.runnel.testing.Profiles;
import dev.runnel.testing.ProviderSuite;
import dev.runnel.testing.SseClient;
import dev.runnel.testing.SseEvents;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import org.junit.jupiter.api.Test;

/** With two requests per user and minute. */
@QuarkusTest
@TestProfile(Profiles.TwoRequests.class)
class RateLimitTest extends ProviderSuite {
    private static final int INTERVAL = 30;
    private static final int ADDRESS_REQUESTS = 20;

    @Override
    protected Dialect dialect() {
        return Dialect.OPENAI;
    }

    @Test
    void the_third_stream_is_refused_with_one_error_that_says_when_again() {
        conversation.streamed("one");
        conversation.streamed("two");
        try (SseClient client = conversation.stream("three")) {
            assertThat(client.status()).isEqualTo(429);
            assertThat(client.header("Content-Type"))
                    .hasValueSatisfying(type -> assertThat(type).startsWith("text/event-stream"));
            SseEvents events = SseEvents.parse(client.rawBody());
            assertThat(events.types()).containsExactly("error");
            assertRateLimited(client, events.terminal());
        }
        assertThat(provider().requests()).hasSize(2);
    }

    @Test
    void both_endpoints_share_one_budget() {
        conversation.streamed("one");
        try (SseClient client = conversation.whole("two")) {
            assertThat(client.status()).isEqualTo(200);
        }
        try (SseClient client = conversation.whole("three")) {
            assertThat(client.status()).isEqualTo(429);
            assertThat(client.header("Content-Type"))
                    .hasValueSatisfying(type -> assertThat(type).startsWith("application/problem+json"));
            assertRateLimited(client, Conversation.json(client.rawBody()));
        }
        try (SseClient client = conversation.stream("four")) {
            assertThat(client.status()).isEqualTo(429);
        }
    }

    @Test
    void an_address_that_a_request_claims_to_come_from_is_not_believed() {
        int status = 200;
        for (int request = 0; request <= ADDRESS_REQUESTS; request++) {
            Conversation another = Conversation.at(url.getPort());
            try (SseClient client = SseClient.to(url.getPort())
                    .from("127.0.0.9")
                    .post(
                            another.streamPath(),
                            another.body("Hi"),
                            "X-Forwarded-For: 192.0.2." + request,
                            "Forwarded: for=192.0.2." + request)) {
                status = client.status();
            }
        }
        assertThat(status).isEqualTo(429);
    }

    @Test
    void another_user_is_not_held_up() {
        conversation.streamed("one");
        conversation.streamed("two");
        assertThat(Conversation.at(url.getPort())
                        .streamed("Hi")
                        .terminal()
                        .path("type")
                        .asText())
                .isEqualTo("complete");
    }

    @Test
    void a_request_that_asks_nothing_is_not_counted() {
        for (int i = 0; i < 3; i++) {
            try (SseClient client = conversation.stream(" ")) {
                assertThat(client.status()).isEqualTo(400);
            }
        }
        try (SseClient client = conversation.stream("Hi")) {
            assertThat(client.status()).isEqualTo(200);
            assertThat(client.isEndedCleanly()).isTrue();
        }
    }

    private static void assertRateLimited(SseClient client, JsonNode failure) {
        assertThat(failure.path("code").asText()).isEqualTo("rate_limited");
        assertThat(failure.path("retryable").asBoolean()).isTrue();
        int wait = failure.path("retry_after").asInt();
        assertThat(wait).isBetween(INTERVAL - 10, INTERVAL);
        assertThat(client.header("Retry-After")).contains(String.valueOf(wait));
    }
}
