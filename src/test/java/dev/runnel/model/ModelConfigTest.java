package dev.runnel.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.langchain4j.data.message.SystemMessage;
import dev.langchain4j.data.message.UserMessage;
import io.smallrye.config.EnvConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ModelConfigTest {

    @Test
    void a_system_prompt_that_is_set_to_nothing_is_none() {
        assertThat(read(Map.of("RUNNEL_SYSTEM_PROMPT", "")).systemPrompt()).isEmpty();
        assertThat(read(Map.of("RUNNEL_SYSTEM_PROMPT", "Be brief.")).systemPrompt())
                .hasValue("Be brief.");
        assertThat(read(Map.of()).systemPrompt())
                .hasValueSatisfying(prompt -> assertThat(prompt).startsWith("You are a helpful assistant."));
    }

    @Test
    void without_a_system_prompt_no_system_message_is_sent() {
        UserMessage question = UserMessage.from("Hi");

        assertThat(ModelCall.request("", List.of(), question).messages()).containsExactly(question);
        assertThat(ModelCall.request("Be brief.", List.of(), question).messages())
                .containsExactly(SystemMessage.from("Be brief."), question);
    }

    private static ModelConfig read(Map<String, String> environment) {
        return new SmallRyeConfigBuilder()
                .addDiscoveredConverters()
                .withMapping(ModelConfig.class)
                .withSources(new EnvConfigSource(environment, 300))
                .build()
                .getConfigMapping(ModelConfig.class);
    }
}
