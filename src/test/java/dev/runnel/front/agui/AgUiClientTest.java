package dev.runnel.front.agui;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.runnel.front.FrontProfiles;
import dev.runnel.testing.FlakyNetwork;
import dev.runnel.testing.NeedsNpm;
import dev.runnel.testing.PromptMessage;
import dev.runnel.testing.Script;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What an {@code HttpAgent}, unchanged, makes of a run: it refuses events that come out of order. */
@NeedsNpm
@QuarkusTest
@TestProfile(FrontProfiles.OneCall.class)
class AgUiClientTest extends AgUiSuite {

    private AgUiAgent agent;

    @BeforeEach
    void open_an_agent() {
        agent = new AgUiAgent(url(), conversation.session());
    }

    @AfterEach
    void close_it() {
        agent.close();
    }

    @Test
    void a_reply_is_shown_while_it_comes_and_is_one_message_at_its_end() {
        agent.does("ask count").awaitText("one two three ");
        gate.open();
        agent.awaitText(WHOLE);
        assertThat(agent.awaitEvent("RUN_FINISHED").at("/usage/0/outputTokens").asInt())
                .isPositive();
        JsonNode end = agent.awaitEnd();
        assertThat(end.has("error")).isFalse();
        assertThat(end.path("warned")).isEmpty();
        assertThat(end.at("/result/finishReason").asText()).isEqualTo("stop");
        assertThat(end.path("newMessages")).hasSize(1);
        assertThat(end.at("/newMessages/0/content").asText()).isEqualTo(WHOLE);
        assertThat(end.at("/newMessages/0/role").asText()).isEqualTo("assistant");
    }

    @Test
    void reasoning_in_between_begins_no_second_message() {
        provider().enqueue(Script.tokens("one ").thenThink("hm").then("two"));
        agent.does("ask count").awaitEvent("REASONING_START");
        agent.awaitEvent("REASONING_END");
        JsonNode end = agent.awaitEnd();
        assertThat(end.has("error")).as(end.toString()).isFalse();
        assertThat(end.path("warned")).isEmpty();
        assertThat(end.path("newMessages")).hasSize(1);
        assertThat(end.at("/newMessages/0/content").asText()).isEqualTo("one two");
    }

    @Test
    void a_conversation_goes_on_though_the_agent_sends_all_of_it_each_time() {
        gate.open();
        agent.does("ask Hi").awaitEnd();
        agent.does("parts And|now?").awaitEnd();
        assertThat(provider().requests().getLast().messages())
                .extracting(PromptMessage::text)
                .endsWith("Hi", WHOLE, "And\nnow?");
    }

    @Test
    void a_cut_reply_is_an_error_and_never_finished() {
        provider().enqueue(Script.tokens("one ").thenCut());
        JsonNode error = agent.does("ask count").awaitEvent("RUN_ERROR");
        assertThat(error.path("code").asText()).isEqualTo("provider_cut");
        assertThat(error.path("message").asText()).isEqualTo("The reply was cut off. Please try again.");
        assertThat(error.at("/metadata/retryable").asBoolean()).isTrue();
        JsonNode end = agent.awaitEnd();
        assertThat(end.has("result")).isFalse();
        assertThat(end.path("warned")).isEmpty();
    }

    @Test
    void a_cut_reply_can_be_asked_again_in_a_message_of_its_own() {
        provider().enqueue(Script.tokens("one ").thenCut());
        agent.does("ask count").awaitEnd();
        gate.open();
        JsonNode end = agent.does("again").awaitEnd();
        assertThat(end.at("/newMessages/0/content").asText()).isEqualTo(WHOLE);
        assertThat(lastPrompt()).isEqualTo("count");
        assertThat(provider().requests()).hasSize(2);
    }

    @Test
    void a_broken_connection_is_an_error() {
        try (FlakyNetwork network = new FlakyNetwork(url.getPort());
                AgUiAgent far = new AgUiAgent("http://127.0.0.1:" + network.port() + path(), conversation.session())) {
            far.does("ask count").awaitText("one two three ");
            network.cut();
            assertThat(far.awaitEnd().path("error").asText()).isNotEmpty();
        }
    }

    @Test
    void a_stopped_reply_is_a_cancelled_run() {
        agent.does("ask count").awaitText("one two three ");
        try (var stop = stop()) {
            assertThat(stop.status()).isEqualTo(204);
        }
        assertThat(agent.awaitEvent("RUN_FINISHED").at("/outcome/type").asText())
                .isEqualTo("cancelled");
        JsonNode end = agent.awaitEnd();
        assertThat(end.at("/newMessages/0/content").asText()).isEqualTo("one two three ");
        assertThat(end.path("warned")).isEmpty();
    }

    @Test
    void an_agent_that_aborts_only_leaves_and_a_stop_ends_the_reply() {
        agent.does("ask count").awaitText("one two three ");
        agent.does("abort").awaitEnd();
        assertThat(provider().requests().getFirst().closedByClient()).isFalse();
        try (var stop = stop()) {
            assertThat(stop.status()).isEqualTo(204);
        }
        provider().awaitClosedByClient(0);
    }

    @Test
    void a_refusal_is_an_error_with_a_sentence_and_a_code() {
        JsonNode end = agent.does("ask  ").awaitEnd();
        assertThat(end.path("status").asInt()).isEqualTo(400);
        assertThat(end.at("/payload/code").asText()).isEqualTo("message_required");
        assertThat(end.at("/payload/message").asText()).isEqualTo("Please write a message first.");
    }

    @Test
    void a_user_who_asks_too_often_is_told_when_to_retry() {
        gate.open();
        for (int i = 0; i < FrontProfiles.REQUESTS; i++) {
            conversation.streamed("Hi");
        }
        JsonNode end = agent.does("ask once more").awaitEnd();
        assertThat(end.path("status").asInt()).isEqualTo(429);
        assertThat(end.at("/payload/retryAfter").asInt()).isPositive();
    }
}
