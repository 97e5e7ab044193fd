package dev.runnel.front.conversation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.fasterxml.jackson.databind.JsonNode;
import dev.runnel.testing.Conversation;
import dev.runnel.testing.Gate;
import dev.runnel.testing.Profiles;
import dev.runnel.testing.ProviderSuite;
import dev.runnel.testing.RecordedRequest;
import dev.runnel.testing.Script;
import dev.runnel.testing.SseClient;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The endpoint for clients that cannot stream. */
abstract class WholeReplyTest extends ProviderSuite {
    private static final int AT_ONCE = 60;

    @Test
    void a_reply_is_one_json_document_with_all_its_fields() {
        provider().enqueue(Script.reply("Hello", ", ", "\"world\"\n").usage(12, 3));
        try (SseClient client = conversation.whole("Hi")) {
            assertThat(client.status()).isEqualTo(200);
            assertThat(client.header("Content-Type"))
                    .hasValueSatisfying(type -> assertThat(type).startsWith("application/json"));
            String body = client.rawBody();
            String reply = Conversation.json(body).path("reply_id").asText();
            assertThat(reply).isNotEmpty();
            assertThat(body).isEqualTo("""
                    {"message":"Hello, \\"world\\"\\n","suggestions":[],"session_id":"%s","reply_id":"%s",\
                    "provider":"%s","model":"%s","finish_reason":"stop",\
                    "usage":{"input_tokens":12,"output_tokens":3}}""".formatted(conversation.session(), reply, providerName(), modelName()));
        }
        RecordedRequest request = provider().requests().getFirst();
        assertThat(request.streaming()).isFalse();
        assertThat(request.messages()).extracting("text").containsExactly(Profiles.SYSTEM_PROMPT, "Hi");
    }

    @Test
    void a_reply_at_the_models_own_limit_says_so() {
        provider().enqueue(Script.tokens("Once").thenFinish("length"));
        try (SseClient client = conversation.whole("Hi")) {
            JsonNode body = Conversation.json(client.rawBody());
            assertThat(body.path("message").asText()).isEqualTo("Once");
            assertThat(body.path("finish_reason").asText()).isEqualTo("length");
        }
    }

    @Test
    void a_reply_holds_every_character_whatever_the_provider_made_of_its_bytes() {
        String text = "日本語 🙂 👩‍👩‍👧 e\u0301 \u2028 \"q\" \\ \r\n <b>";
        provider().enqueue(Script.reply(text).inPiecesOf(1));
        try (SseClient client = conversation.whole("Hi")) {
            assertThat(Conversation.json(client.rawBody()).path("message").asText())
                    .isEqualTo(text);
        }
    }

    @Test
    void what_other_languages_take_for_the_end_of_a_line_is_escaped() {
        provider().enqueue(Script.reply("a\u2028b\u2029c\u0085d"));
        try (SseClient client = conversation.whole("Hi")) {
            assertThat(client.rawBody()).contains("\"a\\u2028b\\u2029c\\u0085d\"");
        }
    }

    static Stream<Arguments> failures() {
        return Stream.of(
                arguments(
                        "a content filter",
                        422,
                        "content_filtered",
                        Script.tokens("a").thenFinish("content_filter")),
                arguments("the context length", 422, "context_length_exceeded", Script.contextLengthExceeded()),
                arguments("400", 502, "provider_rejected", Script.status(400)),
                arguments("401", 502, "provider_unauthorized", Script.status(401)),
                arguments("429", 503, "provider_rate_limited", Script.status(429)),
                arguments("500", 503, "provider_unavailable", Script.status(500)),
                arguments("503", 503, "provider_unavailable", Script.status(503)),
                arguments("a reset", 503, "provider_unavailable", Script.resetBeforeHeaders()),
                arguments(
                        "malformed JSON",
                        502,
                        "provider_malformed",
                        Script.tokens("a").thenGarbage()));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("failures")
    void a_failure_is_a_problem_with_its_code_after_exactly_one_request(
            String name, int status, String code, Script script) {
        assertFails(status, code, script);
    }

    void assertFails(int status, String code, Script script) {
        provider().enqueue(script);
        try (SseClient client = conversation.whole("Hi")) {
            assertThat(Conversation.json(client.rawBody()).path("code").asText())
                    .isEqualTo(code);
            assertProblem(client, status);
        }
        assertThat(provider().requests()).hasSize(1);
    }

    @Test
    void a_provider_that_refuses_connections_is_unavailable() {
        providers.whileRefusingConnections(dialect(), () -> {
            try (SseClient client = conversation.whole("Hi")) {
                assertThat(Conversation.json(client.rawBody()).path("code").asText())
                        .isEqualTo("provider_unavailable");
                assertProblem(client, 503);
            }
        });
    }

    @Test
    void a_reply_that_failed_leaves_its_question_in_the_session_as_a_streamed_one_does() {
        provider().enqueue(Script.status(503));
        try (SseClient client = conversation.whole("Hi")) {
            assertThat(client.status()).isEqualTo(503);
        }
        conversation.streamed("Hello?");
        assertThat(provider().requests().getLast().messages())
                .extracting("text")
                .containsExactly(Profiles.SYSTEM_PROMPT, "Hi\n\nHello?");
    }

    @Test
    void many_calls_reach_the_provider_at_the_same_time() {
        Gate gate = new Gate();
        provider().byDefault(Script.reply("Hello").holdBeforeHeaders(gate));
        List<SseClient> clients = Stream.generate(
                        () -> Conversation.at(url.getPort()).whole("Hi"))
                .limit(AT_ONCE)
                .toList();
        try {
            provider().awaitRequests(AT_ONCE);
            assertThat(provider().requestsInProgress()).isEqualTo(AT_ONCE);
            gate.open();
            assertThat(clients).allMatch(client -> client.status() == 200);
        } finally {
            clients.forEach(SseClient::close);
        }
    }

    private static void assertProblem(SseClient client, int status) {
        assertThat(client.status()).isEqualTo(status);
        assertThat(client.header("Content-Type"))
                .hasValueSatisfying(type -> assertThat(type).startsWith("application/problem+json"));
        JsonNode problem = Conversation.json(client.rawBody());
        assertThat(problem.path("status").asInt()).isEqualTo(status);
        assertThat(problem.path("title").asText()).isNotBlank();
        assertThat(problem.path("message").asText()).isNotBlank();
    }

    @Test
    void a_refused_prompt_is_told_as_such() {
        assertFails(422, "content_filtered", Script.contentFiltered());
    }

    @Test
    void a_reply_without_a_finish_reason_is_whole_as_its_document_is() {
        provider().enqueue(Script.tokens("a").thenEndWithoutFinish());
        try (SseClient client = conversation.whole("Hi")) {
            assertThat(Conversation.json(client.rawBody()).path("message").asText())
                    .isEqualTo("a");
        }
    }

    @Test
    void a_document_of_which_half_came_is_no_reply() {
        assertFails(502, "provider_cut", Script.tokens("a").thenCut());
    }

    @Test
    void a_reply_whose_usage_is_not_told_is_a_reply_all_the_same() {
        provider().enqueue(Script.reply("Hello").withoutUsage());
        try (SseClient client = conversation.whole("Hi")) {
            JsonNode body = Conversation.json(client.rawBody());
            assertThat(body.path("message").asText()).isEqualTo("Hello");
            assertThat(body.path("usage").toString()).isEqualTo("{\"input_tokens\":0,\"output_tokens\":0}");
        }
    }
}
