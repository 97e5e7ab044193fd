package dev.runnel.reply;

import static dev.runnel.testing.Given.asked;
import static dev.runnel.testing.Given.prompt;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.runnel.GivenPrompt;
import dev.runnel.testing.Conversation;
import dev.runnel.testing.Dialect;
import dev.runnel.testing.Options;
import dev.runnel.testing.Profiles;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
@TestProfile(Profiles.Gemini.class)
class GeminiToolCallTest extends ToolCallScenarios {
    @Override
    protected Dialect dialect() {
        return Dialect.GEMINI;
    }

    @Test
    void functions_are_declared_with_their_schemas_as_they_are() {
        given.streamed(WEATHER);
        assertThat(body().path("tools")).isEqualTo(Conversation.json("""
                [{"functionDeclarations":[{"name":"weather","description":"The weather in a city.",\
                "parametersJsonSchema":{"type":"object","properties":{"city":{"type":"string"}},\
                "additionalProperties":false}},{"name":"now"}]}]"""));
        assertThat(body().has("toolConfig")).isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\'',
            value = {
                "\"none\" | {\"mode\":\"NONE\"}",
                "\"auto\" | {\"mode\":\"AUTO\"}",
                "\"required\" | {\"mode\":\"ANY\"}",
                "{\"type\":\"function\",\"function\":{\"name\":\"now\"}} | {\"mode\":\"ANY\",\"allowedFunctionNames\":[\"now\"]}"
            })
    void the_choice_is_a_mode(String choice, String mode) {
        given.streamed(prompt(new Options().tools(TOOLS).toolChoice(choice).build(), asked("Hi")));
        assertThat(body().at("/toolConfig/functionCallingConfig")).isEqualTo(Conversation.json(mode));
    }

    @Test
    void results_of_calls_at_once_are_one_message_and_named_after_their_functions() {
        given.streamed(afterTheCalls("gemini-2.5-flash"));
        JsonNode contents = body().path("contents");
        assertThat(contents.get(1)).isEqualTo(Conversation.json("""
                {"role":"model","parts":[{"functionCall":{"name":"weather","args":{"city":"Oslo"}}},\
                {"functionCall":{"name":"weather","args":{"city":"Rome"}}}]}"""));
        assertThat(contents.get(2)).isEqualTo(Conversation.json("""
                {"role":"user","parts":[{"functionResponse":{"name":"weather","response":{"sky":"grey"}}},\
                {"functionResponse":{"name":"weather","response":{"result":"sunny"}}}]}"""));
        assertThat(contents).hasSize(3);
    }

    @Test
    void newer_models_are_told_that_a_call_is_not_signed() {
        given.streamed(afterTheCalls("gemini-3-pro"));
        JsonNode parts = body().at("/contents/1/parts");
        assertThat(parts.get(0).path("thoughtSignature").asText()).isEqualTo("skip_thought_signature_validator");
        assertThat(parts.get(1).has("thoughtSignature")).isFalse();
    }

    @Test
    void what_the_format_cannot_say_is_refused_and_not_left_out() {
        Options[] unsayable = {
            new Options().tools(TOOLS).parallelToolCalls(false),
            new Options().tools(TOOLS).toolChoice("{\"type\":\"allowed_tools\"}"),
            new Options().tools("[{\"type\":\"custom\",\"custom\":{\"name\":\"a\"}}]")
        };
        for (Options options : unsayable) {
            assertThatThrownBy(() -> given.streamed(prompt(options.build(), asked("Hi"))))
                    .hasMessage("request_invalid");
        }
        assertThat(provider().requests()).isEmpty();
    }

    private static GivenPrompt afterTheCalls(String model) {
        return new GivenPrompt(
                afterTheCalls().messages(),
                new Options().model("gemini", model).tools(TOOLS).build(),
                false);
    }

    private JsonNode body() {
        return provider().requests().getLast().body();
    }
}
