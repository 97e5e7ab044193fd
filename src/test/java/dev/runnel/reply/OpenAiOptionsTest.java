package dev.runnel.reply;

import static dev.runnel.testing.Given.asked;
import static dev.runnel.testing.Given.prompt;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.runnel.FinishReason;
import dev.runnel.GivenMessage;
import dev.runnel.ReplyOptions;
import dev.runnel.testing.Conversation;
import dev.runnel.testing.Dialect;
import dev.runnel.testing.Given;
import dev.runnel.testing.Options;
import dev.runnel.testing.Profiles;
import dev.runnel.testing.ProviderSuite;
import dev.runnel.testing.Script;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A caller's options in OpenAI's format. */
@QuarkusTest
@TestProfile(Profiles.OpenAi.class)
class OpenAiOptionsTest extends ProviderSuite {
    private static final ReplyOptions BRIEF = new Options().maxTokens(10).build();

    /** As OpenAI's newer models answer (devnullvoid/dms-ai-assistant #12). */
    private static final Script ONLY_THE_NEW_NAME = Script.status(400)
            .message("Unsupported parameter: 'max_tokens' is not supported with this model. "
                    + "Use 'max_completion_tokens' instead.");

    /** As a server that knows its fields and no others (voideditor/void #128). */
    private static final Script ONLY_THE_OLD_NAME = Script.status(422)
            .message("[{'type': 'extra_forbidden', 'loc': ('body', 'max_completion_tokens'), "
                    + "'msg': 'Extra inputs are not permitted', 'input': 10}]");

    /** As Moonshot's models that think (QuantumNous/new-api #3121). */
    private static final Script WITH_THE_THOUGHTS = Script.status(400)
            .message("thinking is enabled but reasoning_content is missing in assistant tool call message at index 1");

    /** As Groq (janhq/jan #8136). */
    private static final Script WITHOUT_THE_THOUGHTS =
            Script.status(400).message("'messages.1' : property 'reasoning_content' is unsupported");

    @Inject
    ReplyService replies;

    @Override
    protected Dialect dialect() {
        return Dialect.OPENAI;
    }

    private JsonNode body(ReplyOptions options, GivenMessage... messages) {
        Given.to(replies).streamed(prompt(options, messages));
        return provider().requests().getLast().body();
    }

    @Test
    void each_option_is_sent_as_it_is() {
        String format = "{\"type\":\"json_schema\",\"json_schema\":{\"name\":\"a\",\"schema\":{\"type\":\"object\"}}}";
        ObjectNode body = (ObjectNode) body(
                new Options()
                        .maxTokens(10)
                        .temperature(0.5)
                        .topP(0.9)
                        .stop("\n", "END")
                        .seed(9_007_199_254_740_993L)
                        .responseFormat(format)
                        .build(),
                asked("Hi"));
        body.remove(List.of("model", "messages", "stream", "stream_options"));
        assertThat(body).isEqualTo(Conversation.json("""
                {"max_tokens":10,"temperature":0.5,"top_p":0.9,"stop":["\\n","END"],"seed":9007199254740993,\
                "response_format":%s}""".formatted(format)));
    }

    @Test
    void what_is_not_given_is_not_sent() {
        assertThat(body(ReplyOptions.NONE, asked("Hi")).properties())
                .extracting(field -> field.getKey())
                .containsExactly("model", "messages", "stream", "stream_options");
    }

    @Test
    void thoughts_are_given_back_only_to_a_server_that_wants_them() {
        GivenMessage[] conversation = {
            asked("Hi"), new GivenMessage.Answered("One", List.of(), "Hm."), Given.answered("Two"), asked("And?")
        };
        assertThat(body(ReplyOptions.NONE, conversation).findValues("reasoning_content"))
                .isEmpty();

        provider().enqueue(WITH_THE_THOUGHTS);
        assertThat(body(ReplyOptions.NONE, conversation).findValuesAsText("reasoning_content"))
                .containsExactly("Hm.", " ");

        provider().enqueue(WITHOUT_THE_THOUGHTS);
        assertThat(body(ReplyOptions.NONE, conversation).findValues("reasoning_content"))
                .isEmpty();
        assertThat(provider().requests()).hasSize(5);
    }

    @Test
    void the_longest_answer_is_asked_for_by_the_name_that_the_server_knows() {
        provider().enqueue(ONLY_THE_NEW_NAME);
        assertThat(body(BRIEF, asked("Hi")).path("max_completion_tokens").asInt())
                .isEqualTo(10);
        assertThat(provider().requests()).hasSize(2);
        assertThat(body(BRIEF, asked("Hi")).path("max_completion_tokens").asInt())
                .isEqualTo(10);
        assertThat(provider().requests()).hasSize(3);

        provider().enqueue(ONLY_THE_OLD_NAME);
        assertThat(body(BRIEF, asked("Hi")).path("max_tokens").asInt()).isEqualTo(10);
        assertThat(provider().requests()).hasSize(5);
        assertThat(body(BRIEF, asked("Hi")).has("max_completion_tokens")).isFalse();
        assertThat(provider().requests()).hasSize(6);
    }

    @Test
    void an_answer_that_the_callers_limit_leaves_no_room_for_is_an_empty_one() {
        provider().enqueue(Script.tokens().thenThink("Hm").thenFinish("length"));
        Given.Events events = Given.to(replies).streamed(prompt(BRIEF, asked("Hi")));
        assertThat(events.complete().finishReason()).isEqualTo(FinishReason.LENGTH);
        assertThat(events.text()).isEmpty();
    }

    @Test
    void images_are_sent_as_they_are() {
        JsonNode body = body(
                ReplyOptions.NONE,
                new GivenMessage.Asked(List.of(
                        new GivenMessage.Text("What is this?"),
                        new GivenMessage.Image("https://example.com/a.png", "low"))));
        assertThat(body.at("/messages/1/content")).isEqualTo(Conversation.json("""
                [{"type":"text","text":"What is this?"},\
                {"type":"image_url","image_url":{"url":"https://example.com/a.png","detail":"low"}}]"""));
    }

    @Test
    void a_question_of_nothing_but_an_image_is_one() {
        JsonNode body = body(
                ReplyOptions.NONE,
                new GivenMessage.Asked(List.of(new GivenMessage.Image("data:image/png;base64,AAAA", "auto"))));
        assertThat(body.at("/messages/1/content")).hasSize(1);
    }
}
