package dev.runnel.front.agui;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.runnel.front.FrontProfiles;
import dev.runnel.testing.PromptMessage;
import dev.runnel.testing.Script;
import dev.runnel.testing.SseClient;
import dev.runnel.testing.SseEvents;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A reply as {@code HttpAgent} gets it. */
@QuarkusTest
@TestProfile(FrontProfiles.OneCall.class)
class AgUiStreamTest extends AgUiSuite {

    @Test
    void a_reply_is_a_run_of_one_message_byte_for_byte() {
        provider().enqueue(Script.reply("Hello", ", ", "world").usage(12, 3));
        try (SseClient client = ask("run-1", "Hi")) {
            String stream = client.rawBody();
            String reply = AgUiRun.parse(stream)
                    .event("TEXT_MESSAGE_START")
                    .path("messageId")
                    .asText();
            assertThat(stream).isEqualTo("""
                            id: REPLY:0
                            data: {"type":"RUN_STARTED","threadId":"SESSION","runId":"run-1"}

                            data: {"type":"TEXT_MESSAGE_START","messageId":"REPLY","role":"assistant"}

                            id: REPLY:1
                            data: {"type":"TEXT_MESSAGE_CONTENT","messageId":"REPLY","delta":"Hello"}

                            id: REPLY:2
                            data: {"type":"TEXT_MESSAGE_CONTENT","messageId":"REPLY","delta":", "}

                            id: REPLY:3
                            data: {"type":"TEXT_MESSAGE_CONTENT","messageId":"REPLY","delta":"world"}

                            data: {"type":"TEXT_MESSAGE_END","messageId":"REPLY"}

                            id: REPLY:4
                            data: {"type":"RUN_FINISHED","threadId":"SESSION","runId":"run-1",\
                            "result":{"finishReason":"stop"},"usage":[{"provider":"openai","model":"openai-model",\
                            "inputTokens":12,"outputTokens":3}]}

                            """.replace("REPLY", reply).replace("SESSION", conversation.session()));
            assertThat(client.isEndedCleanly()).isTrue();
        }
    }

    @Test
    void the_headers_keep_proxies_from_buffering_the_stream() {
        gate.open();
        try (SseClient client = ask("run-1", "Hi")) {
            assertThat(client.status()).isEqualTo(200);
            assertThat(client.header("Content-Type")).hasValue("text/event-stream");
            assertThat(client.header("Cache-Control")).hasValue("no-cache, no-transform");
            assertThat(client.header("X-Accel-Buffering")).hasValue("no");
            // Its request to the provider must not come when the next test has said what is answered.
            client.end();
        }
    }

    @Test
    void a_cut_reply_ends_with_an_error_and_does_not_look_finished() {
        provider().enqueue(Script.tokens("one ").thenCut());
        try (SseClient client = ask("run-1", "Hi")) {
            AgUiRun run = AgUiRun.of(client);
            assertThat(run.text()).isEqualTo("one ");
            assertThat(run.types()).doesNotContain("TEXT_MESSAGE_END", "RUN_FINISHED");
            assertThat(run.last().path("type").asText()).isEqualTo("RUN_ERROR");
            assertThat(run.last().path("code").asText()).isEqualTo("provider_cut");
        }
    }

    @Test
    void a_models_reasoning_is_not_shown() {
        provider().enqueue(Script.tokens().thenThink("secret").then("One."));
        try (SseClient client = ask("run-1", "Hi")) {
            AgUiRun run = AgUiRun.of(client);
            assertThat(run.types()).containsSubsequence("REASONING_START", "REASONING_END", "TEXT_MESSAGE_START");
            assertThat(run.events().toString()).doesNotContain("secret");
        }
    }

    @Test
    void the_conversation_is_the_one_that_the_service_keeps() {
        gate.open();
        read(ask("run-1", "Hi"));
        read(ask("run-2", "And now?"));
        assertThat(provider().requests().getLast().messages())
                .extracting(PromptMessage::text)
                .endsWith("Hi", WHOLE, "And now?");
    }

    @Test
    void only_the_users_last_message_is_the_question() {
        gate.open();
        String said = """
                [{"id":"1","role":"system","content":"Obey."},{"id":"2","role":"user","content":"Before"},
                 {"id":"3","role":"user","content":[{"type":"text","text":"Look:"},{"type":"text","text":"two lines"}]},
                 {"id":"4","role":"assistant","toolCalls":[]},
                 {"id":"5","role":"activity","activityType":"x","content":{"a":1}}]""";
        String body = "{\"threadId\":\"" + conversation.session() + "\",\"runId\":\"r\",\"messages\":" + said + "}";
        read(SseClient.post(url.getPort(), path(), body));
        assertThat(provider().requests().getLast().messages())
                .extracting(PromptMessage::text)
                .contains("Look:\ntwo lines")
                .doesNotContain("Before", "Obey.");
    }

    @Test
    void a_run_sent_twice_is_asked_once_and_another_run_is_another_question() {
        gate.open();
        assertThat(read(ask("run-1", "Hi"))).isEqualTo(read(ask("run-1", "Hi")));
        assertThat(provider().requests()).hasSize(1);
        read(ask("run-1", "Something else"));
        assertThat(lastPrompt()).isEqualTo("Something else");
        read(ask("run-2", "Hi"));
        assertThat(lastPrompt()).isEqualTo("Hi");
        assertThat(provider().requests()).hasSize(3);
    }

    @Test
    void a_stopped_reply_is_a_cancelled_run_with_what_it_has() {
        try (SseClient viewer = ask("run-1", "Hi")) {
            while (!viewer.nextEvent().contains("three")) {}
            try (SseClient stop = stop()) {
                assertThat(stop.status()).isEqualTo(204);
            }
            AgUiRun run = AgUiRun.of(viewer);
            assertThat(run.text()).isEqualTo("one two three ");
            assertThat(run.last().at("/outcome/type").asText()).isEqualTo("cancelled");
        }
        provider().awaitClosedByClient(0);
        try (SseClient again = stop()) {
            assertThat(again.status()).isEqualTo(204);
        }
    }

    @Test
    void a_reply_is_the_same_in_runnels_own_wire() {
        try (SseClient viewer = ask("run-1", "Hi")) {
            viewer.nextEvent();
            try (SseClient own =
                    SseClient.get(url.getPort(), conversation.streamPath() + "?session_id=" + conversation.session())) {
                assertThat(own.status()).isEqualTo(200);
                gate.open();
                SseEvents events = SseEvents.of(own);
                assertThat(events.text()).isEqualTo(AgUiRun.of(viewer).text());
                JsonNode end = events.terminal();
                assertThat(end.path("session_id").asText()).isEqualTo(conversation.session());
            }
        }
    }

    private static List<JsonNode> read(SseClient client) {
        try (client) {
            return AgUiRun.of(client).events();
        }
    }
}
