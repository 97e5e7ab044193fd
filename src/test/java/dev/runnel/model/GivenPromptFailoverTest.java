package dev.runnel.model;

import static dev.runnel.testing.Given.answered;
import static dev.runnel.testing.Given.asked;
import static dev.runnel.testing.Given.instructions;
import static dev.runnel.testing.Given.prompt;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.runnel.FinishReason;
import dev.runnel.GivenMessage;
import dev.runnel.GivenPrompt;
import dev.runnel.ReplyEvent;
import dev.runnel.ReplyOptions;
import dev.runnel.ToolCall;
import dev.runnel.reply.ReplyService;
import dev.runnel.testing.Conversation;
import dev.runnel.testing.Given;
import dev.runnel.testing.Options;
import dev.runnel.testing.PromptMessage;
import dev.runnel.testing.Script;
import dev.runnel.testing.WireScript;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a caller gives holds for each provider that is asked on its behalf. */
@QuarkusTest
@TestProfile(OpenAiFirst.class)
class GivenPromptFailoverTest extends FailoverTestBase {
    private static final String TOOLS = """
            [{"type":"function","function":{"name":"weather","parameters":{"type":"object"}}}]""";

    private static final GivenPrompt WEATHER = prompt(
            new Options().tools(TOOLS).maxTokens(100).build(), instructions("Rhyme."), asked("How is the weather?"));

    private static final String HALF_A_CALL = """
            {"choices":[{"delta":{"tool_calls":[\
            {"index":0,"id":"a","function":{"name":"weather","arguments":"{\\"ci"}}]}}]}""";

    private static final WireScript CALLED = WireScript.stream(Conversation.json("""
            [{"candidates":[{"content":{"parts":[{"functionCall":{"name":"weather","args":{"city":"Oslo"}}}]},\
            "finishReason":"STOP"}]}]"""));

    @Inject
    ReplyService replies;

    private Given.Events streamed(GivenPrompt prompt) {
        return Given.to(replies).streamed(prompt);
    }

    @Test
    void the_next_provider_is_asked_the_same() {
        openAi.byDefault(Script.status(401));
        assertThat(streamed(prompt(instructions("Rhyme."), asked("Hi"), answered("Ho"), asked("He")))
                        .complete()
                        .provider())
                .isEqualTo("gemini");
        assertThat(gemini.requests().getFirst().messages())
                .isEqualTo(openAi.requests().getFirst().messages())
                .hasSize(4);
    }

    @Test
    void the_caller_decides_who_is_asked_first() {
        gemini.byDefault(Script.status(401));
        Given.Events events = streamed(prompt(Options.of("gemini", "openai").build(), asked("Hi")));
        assertThat(events.complete().provider()).isEqualTo("openai");
        assertThat(gemini.requests()).isNotEmpty();
    }

    @Test
    void who_is_not_chosen_is_not_asked() {
        gemini.byDefault(Script.status(401));
        Given.Events events = streamed(prompt(Options.of("gemini").build(), asked("Hi")));
        assertThat(events.failed().failure().code().wireName()).isEqualTo("provider_unauthorized");
        assertThat(openAi.requests()).isEmpty();
    }

    @Test
    void a_provider_whose_format_has_no_words_for_it_is_passed_over() {
        GivenMessage image = new GivenMessage.Asked(List.of(
                new GivenMessage.Text("What is this?"), new GivenMessage.Image("https://example.com/a.png", "auto")));
        Given.Events events = streamed(prompt(Options.of("gemini", "openai").build(), image));
        assertThat(events.complete().provider()).isEqualTo("openai");
        assertThat(gemini.requests()).isEmpty();
    }

    @Test
    void an_answer_that_breaks_off_is_continued_with_what_was_given() {
        openAi.byDefault(Script.tokens(words(0, 40)).thenCut());
        gemini.byDefault(Script.reply(words(40, 60)));
        Given.Events events = streamed(WEATHER);
        assertThat(events.text()).isEqualTo(WHOLE);
        assertThat(events.complete().provider()).isEqualTo("gemini");
        List<PromptMessage> messages = gemini.requests().getFirst().messages();
        assertThat(messages).extracting(PromptMessage::role).containsExactly("system", "user", "assistant", "user");
        assertThat(messages.getFirst().text()).isEqualTo("Rhyme.");
        assertThat(messages.get(2).text()).isEqualTo(String.join("", words(0, 40)));
        JsonNode body = gemini.requests().getFirst().body();
        assertThat(body.at("/tools/0/functionDeclarations/0/name").asText()).isEqualTo("weather");
        assertThat(body.at("/generationConfig/maxOutputTokens").asInt()).isEqualTo(100);
    }

    @Test
    void who_rejects_the_text_so_far_gets_it_quoted_in_the_question() {
        openAi.byDefault(Script.tokens(words(0, 40)).thenCut());
        gemini.enqueue(Script.status(400)).byDefault(Script.reply(words(40, 60)));
        assertThat(streamed(WEATHER).text()).isEqualTo(WHOLE);
        List<PromptMessage> messages = gemini.requests().getLast().messages();
        assertThat(messages).extracting(PromptMessage::role).containsExactly("system", "user");
        assertThat(messages.get(1).text()).startsWith("How is the weather?").contains(String.join("", words(0, 40)));
    }

    @Test
    void half_a_call_is_dropped_and_the_next_provider_calls() {
        openAi.byDefault(WireScript.stream(Conversation.json("[" + HALF_A_CALL + "]")));
        gemini.byDefault(CALLED);
        Given.Events events = streamed(WEATHER);
        assertCalled(events);
        assertThat(events.complete().provider()).isEqualTo("gemini");
        assertThat(events.text()).isEmpty();
    }

    @Test
    void after_text_half_a_call_is_asked_for_anew_with_the_tools() {
        openAi.byDefault(WireScript.stream(
                Conversation.json("[{\"choices\":[{\"delta\":{\"content\":\"Let me see.\"}}]}," + HALF_A_CALL + "]")));
        gemini.byDefault(CALLED);
        Given.Events events = streamed(WEATHER);
        assertCalled(events);
        assertThat(events.text()).isEqualTo("Let me see.");
        JsonNode body = gemini.requests().getFirst().body();
        assertThat(body.path("tools")).hasSize(1);
        assertThat(body.at("/contents/1/parts/0/text").asText()).isEqualTo("Let me see.");
    }

    private static void assertCalled(Given.Events events) {
        assertThat(events.complete().finishReason()).isEqualTo(FinishReason.TOOL_CALLS);
        assertThat(events.all())
                .filteredOn(ReplyEvent.ToolCalls.class::isInstance)
                .singleElement()
                .satisfies(told -> assertThat(((ReplyEvent.ToolCalls) told).calls())
                        .singleElement()
                        .extracting(ToolCall::arguments)
                        .isEqualTo("{\"city\":\"Oslo\"}"));
    }

    /** It takes longer than an answer may be silent, and longer than a first token may take. */
    @Test
    void a_long_call_that_goes_on_is_waited_for() {
        openAi.byDefault(WireScript.stream(Conversation.json("""
                [{"choices":[{"delta":{"tool_calls":[{"index":0,"id":"a","function":{"name":"weather","arguments":"{\\"city\\":"}}]}}]},
                 {"repeat":4,"of":[0.35,{"choices":[{"delta":{"tool_calls":[{"index":0,"function":{"arguments":" "}}]}}]}]},
                 {"choices":[{"delta":{"tool_calls":[{"index":0,"function":{"arguments":"\\"Oslo\\"}"}}]}}]},
                 {"choices":[{"delta":{},"finish_reason":"tool_calls"}]}]""")));
        Given.Events events = streamed(WEATHER);
        assertThat(events.complete().finishReason()).isEqualTo(FinishReason.TOOL_CALLS);
        assertThat(openAi.requests()).hasSize(1);
        assertThat(gemini.requests()).isEmpty();
    }

    @Test
    void without_a_choice_the_order_is_the_configured_one() {
        assertThat(streamed(prompt(ReplyOptions.NONE, asked("Hi"))).complete().provider())
                .isEqualTo("openai");
    }
}
