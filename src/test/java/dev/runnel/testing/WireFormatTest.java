package dev.runnel.testing;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The bytes of both dialects. */
class WireFormatTest {
    private final ScriptedProvider openAi = ScriptedProvider.openAi();
    private final ScriptedProvider gemini = ScriptedProvider.gemini();

    @AfterEach
    void close() {
        openAi.close();
        gemini.close();
    }

    @Test
    void openai_streams_role_tokens_finish_usage_and_done() {
        try (var client = Requests.ask(openAi.enqueue(Script.reply("Hé", "llo").usage(9, 2)))) {
            assertThat(client.header("content-type")).hasValue("text/event-stream; charset=utf-8");
            String created =
                    String.valueOf(openAi.requests().getFirst().arrivedAt().getEpochSecond());
            String head = "data: {\"id\":\"chatcmpl-scripted-0-0\",\"object\":\"chat.completion.chunk\",\"created\":"
                    + created + ",\"model\":\"test-model\",\"service_tier\":\"default\","
                    + "\"system_fingerprint\":\"fp_44709d6fcb\",\"choices\":[";
            String open = "\"logprobs\":null,\"finish_reason\":null}],\"usage\":null}\n\n";
            assertThat(client.rawBody())
                    .isEqualTo(
                            head + "{\"index\":0,\"delta\":{\"role\":\"assistant\",\"content\":\"\",\"refusal\":null},"
                                    + open
                                    + head + "{\"index\":0,\"delta\":{\"content\":\"Hé\"}," + open
                                    + head + "{\"index\":0,\"delta\":{\"content\":\"llo\"}," + open
                                    + head + "{\"index\":0,\"delta\":{},\"logprobs\":null,\"finish_reason\":\"stop\"}],"
                                    + "\"usage\":null}\n\n"
                                    + head
                                    + "],\"usage\":{\"prompt_tokens\":9,\"completion_tokens\":2,\"total_tokens\":11}}\n\n"
                                    + "data: [DONE]\n\n");
        }
    }

    @Test
    void openai_sends_no_usage_unless_it_was_asked_for() {
        try (var client = Requests.askWithHistory(openAi)) {
            assertThat(client.rawBody()).doesNotContain("usage").endsWith("data: [DONE]\n\n");
        }
    }

    @Test
    void openai_answers_a_plain_request_with_one_completion() {
        try (var client = Requests.askWithoutStream(openAi.enqueue(
                Script.reply("Hello", " you").thenFinish("length").usage(9, 2)))) {
            assertThat(client.header("content-type")).hasValue("application/json");
            assertThat(client.rawBody())
                    .contains("\"object\":\"chat.completion\"")
                    .contains("\"message\":{\"role\":\"assistant\",\"content\":\"Hello you\",")
                    .contains("\"finish_reason\":\"length\"}],\"usage\":{\"prompt_tokens\":9,");
        }
    }

    @Test
    void openai_errors_have_its_error_body() {
        openAi.enqueue(
                Script.status(429).header("Retry-After", "2"),
                Script.contextLengthExceeded(),
                Script.contentFiltered(),
                Script.status(502).body("text/html", "<html>Bad Gateway</html>"));
        try (var limited = Requests.ask(openAi)) {
            assertThat(limited.status()).isEqualTo(429);
            assertThat(limited.header("retry-after")).hasValue("2");
            assertThat(limited.rawBody())
                    .isEqualTo("{\"error\":{\"message\":\"Rate limit reached for requests.\",\"type\":\"requests\","
                            + "\"param\":null,\"code\":\"rate_limit_exceeded\"}}");
        }
        try (var tooLong = Requests.ask(openAi);
                var filtered = Requests.ask(openAi);
                var proxy = Requests.ask(openAi)) {
            assertThat(tooLong.status()).isEqualTo(400);
            assertThat(tooLong.rawBody()).contains("\"param\":\"messages\",\"code\":\"context_length_exceeded\"");
            assertThat(filtered.status()).isEqualTo(400);
            assertThat(filtered.rawBody()).contains("\"code\":\"content_policy_violation\"");
            assertThat(proxy.status()).isEqualTo(502);
            assertThat(proxy.header("content-type")).hasValue("text/html");
            assertThat(proxy.rawBody()).isEqualTo("<html>Bad Gateway</html>");
        }
    }

    @Test
    void gemini_streams_cumulative_usage_and_ends_with_a_finish_reason_and_no_marker() {
        try (var client = Requests.ask(gemini.enqueue(Script.reply("Hé", "llo").usage(9, 2)))) {
            assertThat(client.header("content-type")).hasValue("text/event-stream");
            assertThat(client.rawBody())
                    .isEqualTo(geminiChunk("Hé", "", 1)
                            + geminiChunk("llo", "", 2)
                            + geminiChunk("", "\"finishReason\":\"STOP\",", 2));
            assertThat(client.isEndedCleanly()).isTrue();
        }
    }

    @Test
    void gemini_may_finish_within_the_last_token() {
        try (var client = Requests.ask(gemini.enqueue(
                Script.reply("Hé", "llo").usage(9, 2).thenFinish("length").withFinishWithinLastToken()))) {
            assertThat(client.rawBody())
                    .isEqualTo(geminiChunk("Hé", "", 1) + geminiChunk("llo", "\"finishReason\":\"MAX_TOKENS\",", 2));
        }
    }

    @Test
    void gemini_answers_a_plain_request_with_one_completion() {
        try (var client = Requests.askWithoutStream(
                gemini.enqueue(Script.reply("Hello", " you").thenFinish("content_filter")))) {
            assertThat(client.rawBody())
                    .startsWith(
                            "{\"candidates\":[{\"content\":{\"parts\":[{\"text\":\"Hello you\"}],\"role\":\"model\"},"
                                    + "\"finishReason\":\"SAFETY\",\"index\":0}],\"usageMetadata\":");
        }
    }

    @Test
    void gemini_errors_have_its_error_body() {
        gemini.enqueue(
                Script.status(429).message("Quota exceeded."),
                Script.contextLengthExceeded(),
                Script.contentFiltered(),
                Script.contentFiltered());
        try (var limited = Requests.ask(gemini);
                var tooLong = Requests.ask(gemini)) {
            assertThat(limited.status()).isEqualTo(429);
            assertThat(limited.rawBody())
                    .isEqualTo("{\"error\":{\"code\":429,\"message\":\"Quota exceeded.\","
                            + "\"status\":\"RESOURCE_EXHAUSTED\"}}");
            assertThat(tooLong.status()).isEqualTo(400);
            assertThat(tooLong.rawBody()).contains("exceeds the maximum number of tokens", "INVALID_ARGUMENT");
        }
        try (var streamed = Requests.ask(gemini);
                var plain = Requests.askWithoutStream(gemini)) {
            assertThat(streamed.status()).isEqualTo(200);
            assertThat(streamed.nextEvent())
                    .startsWith("data: {\"promptFeedback\":{\"blockReason\":\"SAFETY\"},")
                    .endsWith("\r\n\r\n");
            assertThat(plain.status()).isEqualTo(200);
            assertThat(plain.rawBody()).startsWith("{\"promptFeedback\":{\"blockReason\":\"SAFETY\"},");
        }
    }

    private static String geminiChunk(String text, String finish, int output) {
        return "data: {\"candidates\":[{\"content\":{\"parts\":[{\"text\":\"" + text + "\"}],\"role\":\"model\"},"
                + finish
                + "\"index\":0}],\"usageMetadata\":{\"promptTokenCount\":9,\"candidatesTokenCount\":" + output
                + ",\"totalTokenCount\":" + (9 + output)
                + "},\"modelVersion\":\"test-model\",\"responseId\":\"scripted-0-0\"}\r\n\r\n";
    }
}
