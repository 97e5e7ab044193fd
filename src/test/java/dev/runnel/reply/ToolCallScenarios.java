package dev.runnel.reply;

import static dev.runnel.testing.Given.asked;
import static dev.runnel.testing.Given.prompt;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.runnel.FinishReason;
import dev.runnel.GivenMessage;
import dev.runnel.GivenPrompt;
import dev.runnel.ReplyEvent;
import dev.runnel.ToolCall;
import dev.runnel.testing.Given;
import dev.runnel.testing.Options;
import dev.runnel.testing.ProviderSuite;
import dev.runnel.testing.ToolCallCase;
import jakarta.inject.Inject;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The tools of a caller, as each provider calls them. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class ToolCallScenarios extends ProviderSuite {
    static final String TOOLS = """
            [{"type":"function","function":{"name":"weather","description":"The weather in a city.",\
            "parameters":{"type":"object","properties":{"city":{"type":"string"}},"additionalProperties":false}}},\
            {"type":"function","function":{"name":"now"}}]""";

    static final GivenPrompt WEATHER = prompt(new Options().tools(TOOLS).build(), asked("How is the weather?"));

    @Inject
    ReplyService replies;

    Given given;

    @BeforeEach
    void ask_as_a_new_user() {
        given = Given.to(replies);
    }

    List<ToolCallCase> cases() {
        return ToolCallCase.of(dialect());
    }

    List<ToolCallCase> documents() {
        return cases().stream().filter(ToolCallCase::hasDocument).toList();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void the_caller_is_told_of_each_call_once_and_whole(ToolCallCase one) {
        provider().enqueue(one.stream());
        Given.Events events = given.streamed(WEATHER);
        assertThat(events.text()).isEqualTo(one.text());
        assertThat(events.complete().finishReason()).isEqualTo(FinishReason.TOOL_CALLS);
        assertThat(events.all().get(events.all().size() - 2))
                .isInstanceOfSatisfying(ReplyEvent.ToolCalls.class, told -> assertCalls(one.calls(), told.calls()));
        assertThat(events.all())
                .filteredOn(ReplyEvent.ToolCalls.class::isInstance)
                .hasSize(1);
        assertThat(provider().requests()).hasSize(1);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("documents")
    void a_whole_answer_has_the_same_calls(ToolCallCase one) {
        provider().enqueue(one.document());
        WholeReply whole = given.whole(WEATHER);
        assertThat(whole.message()).isEqualTo(one.text());
        assertThat(whole.finishReason()).isEqualTo(FinishReason.TOOL_CALLS);
        assertCalls(one.calls(), whole.toolCalls());
    }

    private static void assertCalls(JsonNode expected, List<ToolCall> calls) {
        assertThat(calls).hasSize(expected.size());
        for (int i = 0; i < calls.size(); i++) {
            ToolCall call = calls.get(i);
            assertThat(call.name()).isEqualTo(expected.get(i).path("name").asText());
            assertThat(call.arguments())
                    .isEqualTo(expected.get(i).path("arguments").asText());
            assertThat(call.id()).isNotBlank();
            if (expected.get(i).has("id")) {
                assertThat(call.id()).isEqualTo(expected.get(i).path("id").asText());
            }
        }
        assertThat(calls.stream().map(ToolCall::id)).doesNotHaveDuplicates();
    }

    @Test
    void who_names_no_tools_is_told_of_no_calls() {
        provider().byDefault(cases().getFirst().stream());
        assertThat(given.streamed(prompt(asked("Hi"))).failed().failure().code().wireName())
                .isEqualTo("provider_empty");
    }

    static GivenPrompt afterTheCalls() {
        return prompt(
                new Options().tools(TOOLS).build(),
                asked("How is the weather in Oslo and in Rome?"),
                new GivenMessage.Answered(
                        "",
                        List.of(
                                new ToolCall("a", "weather", "{\"city\":\"Oslo\"}"),
                                new ToolCall("b", "weather", "{\"city\":\"Rome\"}"))),
                new GivenMessage.ToolResult("a", "{\"sky\":\"grey\"}"),
                new GivenMessage.ToolResult("b", "sunny"));
    }
}
