package dev.runnel.reply;

import static dev.runnel.testing.Given.asked;
import static dev.runnel.testing.Given.prompt;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.runnel.FinishReason;
import dev.runnel.ReplyEvent;
import dev.runnel.testing.Conversation;
import dev.runnel.testing.Dialect;
import dev.runnel.testing.Given;
import dev.runnel.testing.Options;
import dev.runnel.testing.Profiles;
import dev.runnel.testing.WireScript;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import org.junit.jupiter.api.Test;

@QuarkusTest
@TestProfile(Profiles.OpenAi.class)
class OpenAiToolCallTest extends ToolCallScenarios {
    @Override
    protected Dialect dialect() {
        return Dialect.OPENAI;
    }

    @Test
    void tools_and_their_choice_are_sent_as_they_are() {
        given.streamed(prompt(
                new Options()
                        .tools(TOOLS)
                        .toolChoice("{\"type\":\"function\",\"function\":{\"name\":\"weather\"}}")
                        .parallelToolCalls(false)
                        .build(),
                asked("Hi")));
        JsonNode body = provider().requests().getFirst().body();
        assertThat(body.path("tools")).isEqualTo(Conversation.json(TOOLS));
        assertThat(body.at("/tool_choice/function/name").asText()).isEqualTo("weather");
        assertThat(body.path("parallel_tool_calls").asBoolean(true)).isFalse();
    }

    @Test
    void calls_and_results_of_before_are_sent_as_they_are() {
        given.streamed(afterTheCalls());
        JsonNode messages = provider().requests().getFirst().body().path("messages");
        assertThat(messages.get(2)).isEqualTo(Conversation.json("""
                {"role":"assistant","content":null,"tool_calls":[\
                {"id":"a","type":"function","function":{"name":"weather","arguments":"{\\"city\\":\\"Oslo\\"}"}},\
                {"id":"b","type":"function","function":{"name":"weather","arguments":"{\\"city\\":\\"Rome\\"}"}}]}"""));
        assertThat(messages.get(3)).isEqualTo(Conversation.json("""
                {"role":"tool","content":"{\\"sky\\":\\"grey\\"}","tool_call_id":"a"}"""));
        assertThat(messages.get(4).path("content").asText()).isEqualTo("sunny");
    }

    @Test
    void a_call_that_was_cut_by_the_limit_is_not_told() {
        provider().enqueue(WireScript.stream(Conversation.json("""
                [{"choices":[{"delta":{"content":"Let me see."}}]},
                 {"choices":[{"delta":{"tool_calls":[{"index":0,"id":"a","function":{"name":"weather","arguments":"{\\"ci"}}]}}]},
                 {"choices":[{"delta":{},"finish_reason":"length"}]}]""")));
        Given.Events events = given.streamed(WEATHER);
        assertThat(events.complete().finishReason()).isEqualTo(FinishReason.LENGTH);
        assertThat(events.text()).isEqualTo("Let me see.");
        assertThat(events.all()).noneMatch(ReplyEvent.ToolCalls.class::isInstance);
    }

    @Test
    void a_call_of_which_the_name_is_missing_is_a_failure() {
        provider().enqueue(WireScript.stream(Conversation.json("""
                [{"choices":[{"delta":{"tool_calls":[{"index":0,"id":"a","function":{"arguments":"{}"}}]}}]},
                 {"choices":[{"delta":{},"finish_reason":"tool_calls"}]}]""")));
        assertThat(given.streamed(WEATHER).failed().failure().code().wireName()).isEqualTo("provider_malformed");
    }

    @Test
    void more_than_anybody_can_be_told_is_a_failure() {
        provider().enqueue(WireScript.stream(Conversation.json("""
                [{"choices":[{"delta":{"tool_calls":[{"index":0,"id":"a","function":{"name":"weather","arguments":"{"}}]}}]},
                 {"repeat":300,"of":[{"choices":[{"delta":{"tool_calls":[{"index":0,"function":{"arguments":"%s"}}]}}]}]},
                 {"choices":[{"delta":{},"finish_reason":"tool_calls"}]}]""".formatted("x".repeat(1000)))));
        assertThat(given.streamed(WEATHER).failed().failure().code().wireName()).isEqualTo("provider_malformed");
    }
}
