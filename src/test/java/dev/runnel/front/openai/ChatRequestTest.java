package dev.runnel.front.openai;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.runnel.Failure;
import dev.runnel.FailureException;
import dev.runnel.GivenMessage;
import dev.runnel.ReplyOptions;
import dev.runnel.ReplyOptions.Choice;
import dev.runnel.ToolCall;
import dev.runnel.http.HttpConfig;
import dev.runnel.testing.Conversation;
import io.quarkus.runtime.configuration.MemorySize;
import java.math.BigInteger;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What of a request is taken, and as what. */
class ChatRequestTest {

    private static final ModelNames MODELS = new ModelNames(List.of(new Choice("openai", Optional.of("gpt-4o-mini"))));

    private static final String HI = "\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}]";

    @Test
    void messages_are_taken_in_their_order_with_their_roles() {
        assertThat(messages("""
                {"role":"system","content":"Be brief."},
                {"role":"developer","content":[{"type":"text","text":"Be"},{"type":"text","text":"kind."}]},
                {"role":"user","content":"Hi","name":"Ann"},
                {"role":"assistant","content":"Hello"},
                {"role":"user","content":[{"type":"text","text":"And?"}]}"""))
                .containsExactly(
                        new GivenMessage.Instructions("Be brief."),
                        new GivenMessage.Instructions("Be\nkind."),
                        asked("Hi"),
                        new GivenMessage.Answered("Hello", List.of()),
                        asked("And?"));
    }

    @Test
    void a_tool_is_called_and_returns_with_the_id_of_its_call() {
        assertThat(messages("""
                {"role":"user","content":"Weather?"},
                {"role":"assistant","content":null,"tool_calls":[
                  {"id":"c1","type":"function","function":{"name":"weather","arguments":"{\\"in\\":\\"Rome\\"}"}}]},
                {"role":"tool","tool_call_id":"c1","content":"Sun"}"""))
                .containsExactly(
                        asked("Weather?"),
                        new GivenMessage.Answered("", List.of(new ToolCall("c1", "weather", "{\"in\":\"Rome\"}"))),
                        new GivenMessage.ToolResult("c1", "Sun"));
    }

    @Test
    void what_the_model_thought_is_read_by_either_name_and_is_no_reason_to_refuse() {
        assertThat(messages("""
                {"role":"assistant","content":"One","reasoning_content":"Hm."},
                {"role":"assistant","content":"Two","reasoning":"Hm, hm."},
                {"role":"assistant","content":"Three","reasoning":{"summary":[]},"reasoning_content":null},
                {"role":"user","content":"And?"}"""))
                .containsExactly(
                        new GivenMessage.Answered("One", List.of(), "Hm."),
                        new GivenMessage.Answered("Two", List.of(), "Hm, hm."),
                        new GivenMessage.Answered("Three", List.of()),
                        asked("And?"));
    }

    @Test
    void an_image_is_a_part_beside_the_text_and_needs_none() {
        assertThat(messages("""
                {"role":"user","content":[{"type":"text","text":"What is this?"},
                  {"type":"image_url","image_url":{"url":"https://a.example/b.png","detail":"low"}}]},
                {"role":"assistant","content":"A cat."},
                {"role":"user","content":[{"type":"image_url","image_url":{"url":"data:image/png;base64,AA=="}}]}"""))
                .containsExactly(
                        new GivenMessage.Asked(List.of(
                                new GivenMessage.Text("What is this?"),
                                new GivenMessage.Image("https://a.example/b.png", "low"))),
                        new GivenMessage.Answered("A cat.", List.of()),
                        new GivenMessage.Asked(List.of(new GivenMessage.Image("data:image/png;base64,AA==", "auto"))));
    }

    @Test
    void what_cannot_be_seen_or_sent_is_taken_out_of_every_text() {
        assertThat(messages("""
                {"role":"system","content":"a\\u0000b"},{"role":"user","content":"c\\ud800d\\u001b"}""")).containsExactly(new GivenMessage.Instructions("ab"), asked("c\uFFFDd"));
    }

    @Test
    void the_last_message_is_held_to_the_limit_and_those_before_it_are_not() {
        String old = "x".repeat(21);
        assertThat(messages("{\"role\":\"user\",\"content\":\"" + old + "\"},{\"role\":\"user\",\"content\":\"Hi\"}"))
                .containsExactly(asked(old), asked("Hi"));
        Failure failure = refusal("\"messages\":[{\"role\":\"user\",\"content\":\"" + old + "\"}]");
        assertThat(failure.code().wireName()).isEqualTo("message_too_long");
    }

    @Test
    void settings_are_handed_over_as_they_are() {
        ReplyOptions options = read("""
                "max_tokens":5,"max_completion_tokens":7,"temperature":0.5,"top_p":1,"stop":"END","seed":-3,
                "response_format":{"type":"json_object"},"tools":[{"type":"function","function":{"name":"f"}}],
                "tool_choice":"required","parallel_tool_calls":false,"frequency_penalty":1,"user":"u",""" + HI).prompt().options();
        assertThat(options)
                .isEqualTo(new ReplyOptions(
                        List.of(),
                        Optional.of(7),
                        Optional.of(0.5),
                        Optional.of(1.0),
                        List.of("END"),
                        Optional.of(-3L),
                        Optional.of("{\"type\":\"json_object\"}"),
                        Optional.of("[{\"type\":\"function\",\"function\":{\"name\":\"f\"}}]"),
                        Optional.of("\"required\""),
                        Optional.of(false)));
    }

    @Test
    void what_says_nothing_is_as_if_it_were_not_there() {
        assertThat(read("""
                        "n":1,"logprobs":false,"top_logprobs":0,"modalities":["text"],"tools":[],"stop":null,
                        "response_format":{"type":"text"},"stream_options":null,"temperature":null,""" + HI).prompt().options()).isEqualTo(ReplyOptions.NONE);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "n                                  | \"n\":2",
                "logprobs                           | \"logprobs\":true",
                "top_logprobs                       | \"top_logprobs\":3",
                "modalities                         | \"modalities\":[\"text\",\"audio\"]",
                "audio                              | \"audio\":{\"voice\":\"alloy\"}",
                "functions                          | \"functions\":[]",
                "temperature                        | \"temperature\":\"hot\"",
                "temperature                        | \"temperature\":1e999",
                "max_tokens                         | \"max_tokens\":0",
                "max_completion_tokens              | \"max_completion_tokens\":1.5",
                "seed                               | \"seed\":99999999999999999999",
                "stream                             | \"stream\":\"yes\"",
                "stream_options.include_usage       | \"stream_options\":{\"include_usage\":1}",
                "stop                               | \"stop\":[\"a\",\"b\",\"c\",\"d\",\"e\"]",
                "stop                               | \"stop\":[1]",
                "response_format.type               | \"response_format\":{}",
                "tools[0].type                      | \"tools\":[{\"type\":\"custom\"}]",
                "tools[0].function                  | \"tools\":[{\"type\":\"function\"}]",
                "tool_choice                        | \"tool_choice\":7",
                "user                               | \"user\":7",
                "model                              | \"model\":7",
                "fallbacks                          | \"fallbacks\":[\"a\",\"b\",\"c\",\"d\",\"e\",\"f\",\"g\",\"h\",\"i\"]",
                "fallbacks[0].model                 | \"fallbacks\":[{\"name\":\"openai\"}]",
                "messages[0]                        | \"messages\":[\"Hi\"]",
                "messages[0].role                   | \"messages\":[{\"content\":\"Hi\"}]",
                "messages[0].role                   | \"messages\":[{\"role\":\"function\",\"content\":\"Hi\"}]",
                "messages[0].content                | \"messages\":[{\"role\":\"user\"}]",
                "messages[0].content                | \"messages\":[{\"role\":\"user\",\"content\":[]}]",
                "messages[0].content[0].type        | \"messages\":[{\"role\":\"user\",\"content\":[{\"type\":\"input_audio\"}]}]",
                "messages[0].content[0].type        | \"messages\":[{\"role\":\"system\",\"content\":[{\"type\":\"image_url\"}]}]",
                "messages[0].content[0].image_url.url | \"messages\":[{\"role\":\"user\",\"content\":[{\"type\":\"image_url\",\"image_url\":{\"url\":\"file:///etc/passwd\"}}]}]",
                "messages[0].tool_call_id           | \"messages\":[{\"role\":\"tool\",\"content\":\"Sun\"}]",
                "messages[0].tool_calls[0].id       | \"messages\":[{\"role\":\"assistant\",\"tool_calls\":[{\"function\":{\"name\":\"f\"}}]}]",
            })
    void a_field_that_cannot_be_done_is_named(String parameter, String field) {
        Failure failure = refusal(field.contains("\"messages\"") ? field : field + "," + HI);
        assertThat(failure.code().wireName()).isEqualTo("request_invalid");
        assertThat(failure.parameter()).contains(parameter);
        assertThat(failure.message()).startsWith(parameter).endsWith(".");
    }

    private static GivenMessage asked(String text) {
        return new GivenMessage.Asked(List.of(new GivenMessage.Text(text)));
    }

    private static List<GivenMessage> messages(String messages) {
        return read("\"messages\":[" + messages + "]").prompt().messages();
    }

    private static Failure refusal(String fields) {
        return catchThrowableOfType(FailureException.class, () -> read(fields)).failure();
    }

    private static ChatRequest read(String fields) {
        String model = fields.contains("\"model\":") ? "" : "\"model\":\"auto\",";
        return ChatRequest.of(Conversation.json("{" + model + fields + "}"), MODELS, new Limits());
    }

    private static final class Limits implements HttpConfig {

        @Override
        public int maxLength() {
            return 20;
        }

        @Override
        public MemorySize maxBodySize() {
            return new MemorySize(BigInteger.valueOf(1_000));
        }

        @Override
        public Duration receiveTimeout() {
            return Duration.ofSeconds(1);
        }
    }
}
