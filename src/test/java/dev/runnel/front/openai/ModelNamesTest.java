package dev.runnel.front.openai;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.runnel.Failure;
import dev.runnel.FailureException;
import dev.runnel.ReplyOptions.Choice;
import dev.runnel.testing.Conversation;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who is asked, by the names that a request gives. */
class ModelNamesTest {

    private static final ModelNames MODELS = new ModelNames(List.of(
            new Choice("openai", Optional.of("gpt-4o-mini")),
            new Choice("groq", Optional.of("meta-llama/llama-3")),
            new Choice("gemini", Optional.of("gemini-2.5-flash")),
            new Choice("azure", Optional.of("our deployment"))));

    @Test
    void who_is_asked_is_a_provider_its_model_or_the_configured_order() {
        assertThat(order("auto")).isEmpty();
        assertThat(order("gemini")).containsExactly(choice("gemini"));
        assertThat(order("openai/o3")).containsExactly(new Choice("openai", Optional.of("o3")));
        assertThat(order("groq/qwen/qwen-3")).containsExactly(new Choice("groq", Optional.of("qwen/qwen-3")));
        assertThat(order("groq/meta-llama/llama-3")).containsExactly(choice("groq"));
        assertThat(order("meta-llama/llama-3")).containsExactly(choice("groq"));
        assertThat(order("gpt-4o-mini")).containsExactly(choice("openai"));
    }

    @Test
    void each_name_in_the_list_can_be_asked() {
        assertThat(MODELS.listed()).filteredOn(name -> !name.equals("auto")).allSatisfy(name -> assertThat(order(name))
                .hasSize(1)
                .allMatch(choice ->
                        name.startsWith(choice.provider()) && choice.model().isEmpty()));
    }

    @Test
    void fallbacks_follow_in_their_order_each_once() {
        assertThat(order("gemini", "\"openai\"", "\"gemini\"", "\"openai/o3\""))
                .containsExactly(choice("gemini"), choice("openai"), new Choice("openai", Optional.of("o3")));
        assertThat(order("groq", "{\"model\":\"openai\"}")).containsExactly(choice("groq"), choice("openai"));
        assertThat(order("gemini", "\"auto\""))
                .containsExactly(choice("gemini"), choice("openai"), choice("groq"), choice("azure"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"gpt-5", "openai/", "openai/../../admin", "openai/a?b", "openai/a b", "nobody/gpt-4o-mini", " "})
    void a_name_that_nobody_has_is_not_found(String name) {
        for (String field :
                List.of("\"model\":\"" + name + "\"", "\"model\":\"auto\",\"fallbacks\":[\"" + name + "\"]")) {
            Failure failure = catchThrowableOfType(FailureException.class, () -> orderOf("{" + field + "}"))
                    .failure();
            assertThat(failure.code().wireName()).isEqualTo("not_found");
            assertThat(failure.parameter().orElse("")).isIn("model", "fallbacks[0]");
        }
    }

    private static List<Choice> order(String model, String... fallbacks) {
        return orderOf("{\"model\":\"" + model + "\",\"fallbacks\":[" + String.join(",", fallbacks) + "]}");
    }

    private static List<Choice> orderOf(String request) {
        return MODELS.orderOf(Fields.of(Conversation.json(request)));
    }

    private static Choice choice(String provider) {
        return new Choice(provider, Optional.empty());
    }
}
