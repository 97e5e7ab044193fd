package dev.runnel.front.openai;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.runnel.front.FrontProfiles;
import dev.runnel.testing.Conversation;
import dev.runnel.testing.Script;
import dev.runnel.testing.SseClient;
import dev.runnel.testing.SseEvents;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** An answer as OpenAI's clients get it. */
@QuarkusTest
@TestProfile(FrontProfiles.OneCall.class)
class ChatCompletionsTest extends OpenAiSuite {

    @Test
    void an_answer_is_a_stream_of_chunks_byte_for_byte() {
        provider().enqueue(Script.reply("Hello", ", ", "world").usage(12, 3));
        ObjectNode body = streamed("Hi");
        body.putObject("stream_options").put("include_usage", true);
        try (SseClient client = post(body)) {
            String stream = client.rawBody();
            JsonNode first = ChatStream.parse(stream).chunks().getFirst();
            String head = "\"id\":\"" + first.path("id").asText()
                    + "\",\"object\":\"chat.completion.chunk\",\"created\":"
                    + first.path("created").asLong();
            assertThat(stream).isEqualTo("""
                            data: {%1$s,"model":"auto","choices":[{"index":0,"delta":{"role":"assistant","content":""},"logprobs":null,"finish_reason":null}],"usage":null}

                            data: {%1$s,"model":"auto","choices":[{"index":0,"delta":{"content":"Hello"},"logprobs":null,"finish_reason":null}],"usage":null}

                            data: {%1$s,"model":"auto","choices":[{"index":0,"delta":{"content":", "},"logprobs":null,"finish_reason":null}],"usage":null}

                            data: {%1$s,"model":"auto","choices":[{"index":0,"delta":{"content":"world"},"logprobs":null,"finish_reason":null}],"usage":null}

                            data: {%1$s,"model":"openai/openai-model","choices":[{"index":0,"delta":{},"logprobs":null,"finish_reason":"stop"}],"usage":null}

                            data: {%1$s,"model":"openai/openai-model","choices":[],"usage":{"prompt_tokens":12,"completion_tokens":3,"total_tokens":15}}

                            data: [DONE]

                            """.formatted(head));
            assertThat(client.isEndedCleanly()).isTrue();
            assertThat(Instant.ofEpochSecond(first.path("created").asLong()))
                    .isBetween(Instant.now().minusSeconds(60), Instant.now());
        }
    }

    @Test
    void the_headers_of_a_stream_keep_everybody_from_buffering_it_whatever_is_accepted() {
        gate.open();
        for (String accept : new String[] {"application/json", "text/event-stream", "*/*"}) {
            try (SseClient client = post(streamed("Hi"), "Accept: " + accept)) {
                assertThat(client.status()).isEqualTo(200);
                assertThat(client.header("Content-Type")).hasValue("text/event-stream; charset=utf-8");
                assertThat(client.header("Cache-Control")).hasValue("no-cache, no-transform");
                assertThat(client.header("X-Accel-Buffering")).hasValue("no");
                assertThat(ChatStream.of(client).text()).isEqualTo(WHOLE);
            }
        }
    }

    @Test
    void an_answer_that_is_not_streamed_is_one_document() {
        try (SseClient client = post(question("Hi"))) {
            assertThat(client.status()).isEqualTo(200);
            assertThat(client.header("Content-Type").orElse("")).startsWith("application/json");
            JsonNode answer = Conversation.json(client.rawBody());
            assertThat(answer.path("id").asText()).startsWith("chatcmpl-");
            assertThat(answer.path("object").asText()).isEqualTo("chat.completion");
            assertThat(answer.path("model").asText()).isEqualTo("openai/openai-model");
            assertThat(answer.path("choices")).hasSize(1);
            assertThat(answer.at("/choices/0/message/role").asText()).isEqualTo("assistant");
            assertThat(answer.at("/choices/0/message/content").asText()).isEqualTo(WHOLE);
            assertThat(answer.at("/choices/0/finish_reason").asText()).isEqualTo("stop");
            assertThat(answer.at("/usage/prompt_tokens").asInt()).isEqualTo(12);
            assertThat(answer.at("/usage/completion_tokens").asInt()).isEqualTo(5);
            assertThat(answer.at("/usage/total_tokens").asInt()).isEqualTo(17);
        }
    }

    @Test
    void a_cut_answer_ends_with_an_error_and_neither_a_finish_nor_done() {
        provider().enqueue(Script.tokens("one ").thenCut());
        try (SseClient client = post(streamed("Hi").put("model", "openai"))) {
            ChatStream stream = ChatStream.of(client);
            assertThat(stream.text()).isEqualTo("one ");
            assertThat(stream.finishReasons()).isEmpty();
            assertThat(stream.isDone()).isFalse();
            assertThat(stream.error().path("code").asText()).isEqualTo("provider_cut");
            assertThat(stream.error().path("type").asText()).isEqualTo("server_error");
            assertThat(stream.error().path("message").asText()).isEqualTo("The reply was cut off. Please try again.");
        }
    }

    @Test
    void an_answer_that_fails_before_it_is_sent_has_the_status_of_its_failure() {
        provider().enqueueNonStreaming(Script.reply("half").thenCut());
        try (SseClient client = post(question("Hi").put("model", "openai"))) {
            assertThat(client.status()).isEqualTo(502);
            assertThat(Conversation.json(client.rawBody()).at("/error/code").asText())
                    .isEqualTo("provider_cut");
        }
    }

    @Test
    void nothing_of_what_a_model_thinks_is_shown() {
        provider().enqueue(Script.tokens().thenThink("secret").then("One."));
        try (SseClient client = post(streamed("Hi"))) {
            assertThat(client.rawBody()).contains(": thinking\n\n").doesNotContain("secret");
            assertThat(ChatStream.of(client).text()).isEqualTo("One.");
        }
    }

    @Test
    void a_request_that_is_named_is_answered_once() {
        gate.open();
        String id;
        try (SseClient first = post(streamed("Hi"), "Idempotency-Key: once")) {
            id = ChatStream.of(first).id();
        }
        try (SseClient again = post(streamed("Hi"), "Idempotency-Key: once")) {
            ChatStream same = ChatStream.of(again);
            assertThat(same.id()).isEqualTo(id);
            assertThat(same.text()).isEqualTo(WHOLE);
        }
        assertThat(provider().requests()).hasSize(1);
    }

    @Test
    void an_answer_can_be_followed_and_stopped_in_runnels_own_wire_while_it_runs() {
        try (SseClient viewer = post(streamed("Hi"))) {
            while (!viewer.nextEvent().contains("three")) {}
            String path = conversation.streamPath() + "/"
                    + ChatStream.parse(viewer.chunks().getFirst()).id().substring("chatcmpl-".length());
            try (SseClient own = SseClient.get(url.getPort(), path);
                    SseClient stop = SseClient.request(url.getPort(), "DELETE", path, "")) {
                assertThat(stop.status()).isEqualTo(204);
                assertThat(SseEvents.of(own).text()).isEqualTo("one two three ");
            }
            ChatStream stream = ChatStream.of(viewer);
            assertThat(stream.text()).isEqualTo("one two three ");
            assertThat(stream.finishReasons()).containsExactly("length");
        }
    }

    @Test
    void a_key_that_nobody_checks_is_no_error() {
        try (SseClient client = post(question("Hi"), "Authorization: Bearer sk-anything")) {
            assertThat(client.status()).isEqualTo(200);
        }
    }

    @Test
    void a_conversation_is_not_kept() {
        try (SseClient client = post(question("Hi"))) {
            assertThat(client.status()).isEqualTo(200);
        }
        try (SseClient kept = SseClient.get(url.getPort(), conversation.wholePath())) {
            assertThat(Conversation.json(kept.rawBody()).path("sessions")).isEmpty();
        }
    }
}
