package dev.runnel.reply;

import static dev.runnel.testing.Given.asked;
import static dev.runnel.testing.Given.prompt;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.runnel.GivenMessage;
import dev.runnel.GivenPrompt;
import dev.runnel.ReplyOptions;
import dev.runnel.testing.Conversation;
import dev.runnel.testing.Dialect;
import dev.runnel.testing.Given;
import dev.runnel.testing.Options;
import dev.runnel.testing.Profiles;
import dev.runnel.testing.ProviderSuite;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A caller's options in Gemini's format. */
@QuarkusTest
@TestProfile(Profiles.Gemini.class)
class GeminiOptionsTest extends ProviderSuite {

    @Inject
    ReplyService replies;

    @Override
    protected Dialect dialect() {
        return Dialect.GEMINI;
    }

    private JsonNode body(ReplyOptions options, GivenMessage... messages) {
        Given.to(replies).streamed(prompt(options, messages));
        return provider().requests().getLast().body();
    }

    @Test
    void each_option_has_its_name_of_this_format() {
        JsonNode body = body(
                new Options()
                        .maxTokens(10)
                        .temperature(0.5)
                        .topP(0.9)
                        .stop("\n", "END")
                        .seed(7)
                        .responseFormat("{\"type\":\"json_object\"}")
                        .build(),
                asked("Hi"));
        assertThat(body.path("generationConfig")).isEqualTo(Conversation.json("""
                {"maxOutputTokens":10,"temperature":0.5,"topP":0.9,"stopSequences":["\\n","END"],"seed":7,\
                "responseMimeType":"application/json"}"""));
    }

    @Test
    void a_schema_is_sent_as_it_is() {
        JsonNode body = body(new Options().responseFormat("""
                                {"type":"json_schema","json_schema":{"name":"a","strict":true,\
                                "schema":{"type":"object","additionalProperties":false}}}""").build(), asked("Hi"));
        assertThat(body.path("generationConfig")).isEqualTo(Conversation.json("""
                {"responseMimeType":"application/json",\
                "responseJsonSchema":{"type":"object","additionalProperties":false}}"""));
    }

    @Test
    void what_is_not_given_is_not_sent() {
        assertThat(body(ReplyOptions.NONE, asked("Hi")).properties())
                .extracting(field -> field.getKey())
                .containsExactly("contents", "systemInstruction");
    }

    @Test
    void an_image_in_the_request_is_sent_with_its_type() {
        JsonNode body = body(
                ReplyOptions.NONE,
                new GivenMessage.Asked(List.of(
                        new GivenMessage.Text("What is this?"),
                        new GivenMessage.Image("data:image/png;charset=x;base64,AAAA", "low"))));
        assertThat(body.at("/contents/0/parts")).isEqualTo(Conversation.json("""
                [{"text":"What is this?"},{"inlineData":{"mimeType":"image/png","data":"AAAA"}}]"""));
    }

    static List<GivenPrompt> unsayable() {
        return List.of(
                prompt(new Options().seed(1L << 40).build(), asked("Hi")),
                prompt(new Options().responseFormat("{\"type\":\"grammar\"}").build(), asked("Hi")),
                prompt(new Options().stop("a", "b", "c", "d", "e", "f").build(), asked("Hi")),
                prompt(new Options().model("gemini", "../secret").build(), asked("Hi")),
                prompt(new Options().model("gemini", "a?key=b").build(), asked("Hi")),
                withImage("https://example.com/a.png"),
                withImage("data:image/png,AAAA"),
                withImage("data:text/plain;base64,AAAA"));
    }

    private static GivenPrompt withImage(String url) {
        return prompt(new GivenMessage.Asked(List.of(new GivenMessage.Image(url, "auto"))));
    }

    @ParameterizedTest
    @MethodSource("unsayable")
    void what_the_format_cannot_say_is_refused_and_not_left_out(GivenPrompt given) {
        assertThatThrownBy(() -> Given.to(replies).streamed(given)).hasMessage("request_invalid");
        assertThat(provider().requests()).isEmpty();
    }
}
