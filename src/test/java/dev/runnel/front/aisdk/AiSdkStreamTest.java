package dev.runnel.front.aisdk;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.runnel.front.FrontProfiles;
import dev.runnel.testing.Conversation;
import dev.runnel.testing.Script;
import dev.runnel.testing.SseClient;
import dev.runnel.testing.SseEvents;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import org.junit.jupiter.api.Test;

/** A reply as {@code useChat} gets it. */
@QuarkusTest
@TestProfile(FrontProfiles.OneCall.class)
class AiSdkStreamTest extends AiSdkSuite {

    @Test
    void a_reply_is_a_message_of_one_text_byte_for_byte() {
        provider().enqueue(Script.reply("Hello", ", ", "world").usage(12, 3));
        try (SseClient client = ask("m1", "Hi")) {
            String stream = client.rawBody();
            String reply = UiMessageStream.parse(stream)
                    .part("start")
                    .path("messageId")
                    .asText();
            assertThat(stream).isEqualTo("""
                            data: {"type":"start","messageId":"%s","messageMetadata":{"sessionId":"%s"}}

                            data: {"type":"start-step"}

                            data: {"type":"text-start","id":"text-1"}

                            data: {"type":"text-delta","id":"text-1","delta":"Hello"}

                            data: {"type":"text-delta","id":"text-1","delta":", "}

                            data: {"type":"text-delta","id":"text-1","delta":"world"}

                            data: {"type":"text-end","id":"text-1"}

                            data: {"type":"finish-step"}

                            data: {"type":"finish","finishReason":"stop","messageMetadata":{"provider":"openai",\
                            "model":"openai-model","finishReason":"stop","usage":{"inputTokens":12,"outputTokens":3}}}

                            data: [DONE]

                            """.formatted(reply, conversation.session()));
            assertThat(client.isEndedCleanly()).isTrue();
        }
    }

    @Test
    void the_headers_name_the_protocol_and_keep_proxies_from_buffering_the_stream() {
        gate.open();
        try (SseClient client = ask("m1", "Hi")) {
            assertThat(client.status()).isEqualTo(200);
            assertThat(client.header("Content-Type")).hasValue("text/event-stream");
            assertThat(client.header("x-vercel-ai-ui-message-stream")).hasValue("v1");
            assertThat(client.header("Cache-Control")).hasValue("no-cache, no-transform");
            assertThat(client.header("X-Accel-Buffering")).hasValue("no");
            // Its request to the provider must not come when the next test has said what is answered.
            client.end();
        }
    }

    @Test
    void a_cut_reply_ends_with_an_error_and_no_finish() {
        provider().enqueue(Script.tokens("one ").thenCut());
        try (SseClient client = ask("m1", "Hi")) {
            UiMessageStream stream = UiMessageStream.of(client);
            assertThat(stream.text()).isEqualTo("one ");
            assertThat(stream.types()).doesNotContain("text-end", "finish-step", "finish");
            assertThat(stream.part("message-metadata")
                            .at("/messageMetadata/error/code")
                            .asText())
                    .isEqualTo("provider_cut");
            assertThat(stream.last().path("errorText").asText()).isEqualTo("The reply was cut off. Please try again.");
        }
    }

    @Test
    void a_models_reasoning_is_not_shown() {
        provider().enqueue(Script.tokens().thenThink("secret").then("One."));
        try (SseClient client = ask("m1", "Hi")) {
            UiMessageStream stream = UiMessageStream.of(client);
            assertThat(stream.types()).containsSubsequence("reasoning-start", "reasoning-end", "text-start");
            assertThat(stream.parts().toString()).doesNotContain("secret");
        }
    }

    @Test
    void a_running_reply_is_resumed_from_its_beginning_until_it_ends() {
        try (SseClient first = ask("m1", "Hi")) {
            first.nextEvent();
            try (SseClient second = resume("")) {
                assertThat(second.header("x-vercel-ai-ui-message-stream")).hasValue("v1");
                gate.open();
                UiMessageStream resumed = UiMessageStream.of(second);
                assertThat(resumed.parts()).isEqualTo(UiMessageStream.of(first).parts());
                assertThat(resumed.text()).isEqualTo("one two three four five");
            }
        }
        try (SseClient after = resume("")) {
            assertThat(after.status()).isEqualTo(204);
            assertThat(after.header("x-vercel-ai-ui-message-stream")).isEmpty();
        }
        assertThat(provider().requests()).hasSize(1);
    }

    @Test
    void a_message_that_was_cut_off_can_be_loaded_after_its_reply_has_ended() {
        gate.open();
        String message;
        try (SseClient first = ask("m1", "Hi")) {
            message = UiMessageStream.of(first).part("start").path("messageId").asText();
        }
        try (SseClient again = resume("?message_id=" + message)) {
            assertThat(UiMessageStream.of(again).text()).isEqualTo("one two three four five");
        }
        try (SseClient unknown = resume("?message_id=never-was")) {
            assertThat(unknown.status()).isEqualTo(404);
            assertThat(Conversation.json(unknown.rawBody()).path("code").asText())
                    .isEqualTo("reply_unknown");
        }
    }

    @Test
    void a_message_that_has_not_begun_is_that_of_the_running_reply() {
        try (SseClient first = ask("m1", "Hi")) {
            first.nextEvent();
            try (SseClient second = resume("?message_id=m1")) {
                assertThat(second.status()).isEqualTo(200);
                gate.open();
                assertThat(UiMessageStream.of(second).text()).isEqualTo("one two three four five");
            }
        }
    }

    @Test
    void a_stopped_reply_is_aborted_with_what_it_has() {
        try (SseClient viewer = ask("m1", "Hi")) {
            provider().awaitTokensSent(0, 3);
            while (!viewer.nextEvent().contains("three")) {}
            try (SseClient stop = stop()) {
                assertThat(stop.status()).isEqualTo(204);
            }
            UiMessageStream stream = UiMessageStream.of(viewer);
            assertThat(stream.text()).isEqualTo("one two three ");
            assertThat(stream.last().path("type").asText()).isEqualTo("abort");
        }
        provider().awaitClosedByClient(0);
        try (SseClient again = stop()) {
            assertThat(again.status()).isEqualTo(204);
        }
    }

    @Test
    void a_reply_is_the_same_in_runnels_own_wire() {
        try (SseClient viewer = ask("m1", "Hi")) {
            viewer.nextEvent();
            try (SseClient own =
                    SseClient.get(url.getPort(), conversation.streamPath() + "?session_id=" + conversation.session())) {
                assertThat(own.status()).isEqualTo(200);
                gate.open();
                SseEvents events = SseEvents.of(own);
                assertThat(events.text()).isEqualTo(UiMessageStream.of(viewer).text());
                JsonNode end = events.terminal();
                assertThat(end.path("session_id").asText()).isEqualTo(conversation.session());
            }
        }
    }

    @Test
    void a_steer_gets_the_further_parts_of_the_running_message_and_a_new_message_waits() {
        try (SseClient running = ask("m1", "Hi")) {
            while (!running.nextEvent().contains("three ")) {
                continue;
            }
            String louder = body("submit-message", "m2", "louder").replaceFirst("\\{", "{\"when\":\"steer\",");
            try (SseClient steer = SseClient.post(url.getPort(), path(), louder);
                    SseClient waits = afterFirstPart(steer)) {
                gate.open();
                UiMessageStream whole = UiMessageStream.of(running);
                UiMessageStream further = UiMessageStream.of(steer);
                assertThat(whole.text()).isEqualTo(WHOLE);
                assertThat(whole.part("data-steering").at("/data/message").asText())
                        .isEqualTo("louder");
                assertThat(further.part("start")).isEqualTo(whole.part("start"));
                assertThat(further.text()).isEqualTo("four five");
                assertThat(UiMessageStream.of(waits).text()).isEqualTo(WHOLE);
            }
        }
    }

    private SseClient afterFirstPart(SseClient steer) {
        steer.nextEvent();
        return ask("m3", "And now?");
    }
}
