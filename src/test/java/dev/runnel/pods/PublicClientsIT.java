package dev.runnel.pods;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.openai.client.OpenAIClient;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import com.openai.core.http.StreamResponse;
import com.openai.errors.OpenAIException;
import com.openai.models.responses.ResponseCreateParams;
import com.openai.models.responses.ResponseRetrieveParams;
import com.openai.models.responses.ResponseStreamEvent;
import dev.runnel.testing.FlakyNetwork;
import dev.runnel.testing.FrontEndProcess;
import dev.runnel.testing.NeedsNpm;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Public clients, unchanged, whose pod is killed. They come back at the other one, as through a load balancer. */
@NeedsNpm
class PublicClientsIT {

    private static final String FIRST_WORDS = "wörd1 wörd2 wörd3 ";

    private Deployment deployment;
    private FlakyNetwork network;

    @BeforeEach
    void deploy() {
        deployment = new Deployment(Map.of()).startPods(2);
        deployment.speakEvery(Duration.ofMillis(50));
        network = new FlakyNetwork(deployment.pod(0).port());
    }

    @AfterEach
    void undeploy() {
        network.close();
        deployment.close();
    }

    private void killTheFirstPod() {
        network.leadTo(deployment.pod(1).port());
        deployment.pod(0).kill();
    }

    @Test
    void a_chat_of_the_ai_sdk_shows_an_error_and_then_the_whole_message() {
        String api = "http://127.0.0.1:" + network.port() + "/api/ai-sdk/anna";
        try (FrontEndProcess chat = new FrontEndProcess("ai-sdk.mjs", api, "trip")) {
            chat.tell("send hello");
            chat.await(state -> shown(state).startsWith(FIRST_WORDS));
            killTheFirstPod();
            JsonNode broken = chat.await(state -> state.path("status").asText().equals("error"));
            assertThat(Deployment.TEXT).startsWith(shown(broken));
            chat.tell("resume-last");
            chat.await(state -> shown(state).equals(Deployment.TEXT));
            JsonNode end = chat.await(state -> state.path("status").asText().equals("ready"));
            assertThat(shown(end)).isEqualTo(Deployment.TEXT);
            assertThat(end.path("messages")).hasSize(2);
        }
    }

    /** The reply as far as the chat shows it. */
    private static String shown(JsonNode state) {
        JsonNode messages = state.path("messages");
        JsonNode last = messages.path(messages.size() - 1);
        return last.path("role").asText().equals("assistant")
                ? last.path("text").asText()
                : "";
    }

    @Test
    void openais_client_reads_a_response_on_from_the_number_that_it_saw_last() {
        String api = "http://127.0.0.1:" + network.port() + "/v1";
        try (FrontEndProcess client = new FrontEndProcess("responses.mjs", api, "sk-anything", "anna")) {
            client.tell("[\"stream\",{\"model\":\"auto\",\"input\":\"hello\"}]");
            StringBuilder text = new StringBuilder();
            AtomicLong seen = new AtomicLong();
            String response = client.await(line -> line.at("/event/response/id").isTextual())
                    .at("/event/response/id")
                    .asText();
            client.await(line -> isRead(line, text, seen) && text.toString().startsWith(FIRST_WORDS));
            killTheFirstPod();
            client.await(line -> !isRead(line, text, seen) && (line.has("thrown") || line.has("ended")));
            client.tell("[\"follow\",{\"id\":\"" + response + "\",\"starting_after\":" + seen.get() + "}]");
            client.await(line ->
                    isRead(line, text, seen) && line.at("/event/type").asText().equals("response.completed"));
            assertThat(text).hasToString(Deployment.TEXT);
        }
    }

    @Test
    void openais_client_for_java_reads_on_too() {
        OpenAIClient client = OpenAIOkHttpClient.builder()
                .apiKey("sk-anything")
                .baseUrl("http://127.0.0.1:" + network.port() + "/v1")
                .maxRetries(0)
                .build();
        ResponseCreateParams question =
                ResponseCreateParams.builder().model("auto").input("hello").build();
        StringBuilder text = new StringBuilder();
        AtomicReference<String> id = new AtomicReference<>();
        AtomicLong seen = new AtomicLong();
        assertThatThrownBy(() -> {
                    try (StreamResponse<ResponseStreamEvent> stream =
                            client.responses().createStreaming(question)) {
                        stream.stream().forEach(event -> {
                            event.created()
                                    .ifPresent(
                                            created -> id.set(created.response().id()));
                            read(event, text, seen);
                            if (text.toString().equals(FIRST_WORDS)) {
                                killTheFirstPod();
                            }
                        });
                    }
                })
                .isInstanceOf(OpenAIException.class);
        ResponseRetrieveParams rest = ResponseRetrieveParams.builder()
                .responseId(id.get())
                .startingAfter(seen.get())
                .build();
        try (StreamResponse<ResponseStreamEvent> stream = client.responses().retrieveStreaming(rest)) {
            assertThat(stream.stream().peek(event -> read(event, text, seen)).toList())
                    .last()
                    .satisfies(end -> assertThat(end.completed()).isPresent());
        }
        assertThat(text).hasToString(Deployment.TEXT);
        client.close();
    }

    private static void read(ResponseStreamEvent event, StringBuilder text, AtomicLong seen) {
        event.outputTextDelta().ifPresent(delta -> {
            text.append(delta.delta());
            seen.set(delta.sequenceNumber());
        });
    }

    /** Whether the line is an event; adds what it says, and keeps its number. */
    private static boolean isRead(JsonNode line, StringBuilder text, AtomicLong seen) {
        JsonNode event = line.path("event");
        if (event.isMissingNode()) {
            return false;
        }
        text.append(event.path("delta").asText());
        seen.set(event.path("sequence_number").asLong());
        return true;
    }
}
