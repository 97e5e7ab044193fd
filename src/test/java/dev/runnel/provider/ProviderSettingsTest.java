package dev.runnel.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import io.quarkus.runtime.configuration.ConfigurationException;
import io.smallrye.config.EnvConfigSource;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.time.Duration;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is set of a provider, by variables as people write them. */
class ProviderSettingsTest {

    private static final Map<String, String> AZURE = Map.of(
            "RUNNEL_PROVIDER_MY_AZURE_BASE_URL", "https://x.openai.azure.com/openai/deployments/gpt?api-version=1",
            "RUNNEL_PROVIDER_MY_AZURE_API_KEY", " one, \"two\",\nthree\n",
            "RUNNEL_PROVIDER_MY_AZURE_MODEL", "gpt-4o\n",
            "RUNNEL_PROVIDER_MY_AZURE_HEADERS", "x-team=shop",
            "RUNNEL_PROVIDER_MY_AZURE_IDLE_TIMEOUT", "40s");

    @Test
    void a_provider_of_any_name_has_settings_of_its_own() {
        ProviderSettings azure = read("my-azure", AZURE);

        assertThat(azure.name()).isEqualTo("my-azure");
        assertThat(azure.format()).isEqualTo(ProviderFormat.OPENAI);
        assertThat(azure.keys()).containsExactly("one", "two", "three");
        assertThat(azure.model()).isEqualTo("gpt-4o");
        assertThat(azure.address().query()).isEqualTo("api-version=1");
        assertThat(azure.headers()).containsExactly(entry("x-team", "shop"));
        assertThat(azure.limits().idle()).hasValue(Duration.ofSeconds(40));
        assertThat(azure.limits().firstToken()).isEmpty();
    }

    @Test
    void the_two_known_ones_keep_their_variables() {
        ProviderSettings openAi = read("openai", Map.of("RUNNEL_OPENAI_API_KEY", "k\n", "RUNNEL_OPENAI_MODEL", " m "));
        ProviderSettings gemini = read("gemini", Map.of("RUNNEL_GEMINI_API_KEY", "k"));

        assertThat(openAi.format()).isEqualTo(ProviderFormat.OPENAI);
        assertThat(openAi.address().origin()).isEqualTo("https://api.openai.com:443");
        assertThat(openAi.keys()).containsExactly("k");
        assertThat(openAi.model()).isEqualTo("m");
        assertThat(gemini.format()).isEqualTo(ProviderFormat.GEMINI);
        assertThat(gemini.address().host()).isEqualTo("generativelanguage.googleapis.com");
        assertThat(gemini.model()).isEqualTo("gemini-2.5-flash");
    }

    @Test
    void the_two_known_ones_have_the_new_variables_too() {
        ProviderSettings openAi = read(
                "openai",
                Map.of(
                        "RUNNEL_OPENAI_API_KEY", "old",
                        "RUNNEL_PROVIDER_OPENAI_API_KEY", "new",
                        "RUNNEL_PROVIDER_OPENAI_FIRST_TOKEN_TIMEOUT", "1m"));

        assertThat(openAi.keys()).containsExactly("new");
        assertThat(openAi.limits().firstToken()).hasValue(Duration.ofMinutes(1));
    }

    @ParameterizedTest
    @ValueSource(strings = {"ca", "retries", "idle", "first-token", "a", "0-1", "model"})
    void a_name_that_the_general_settings_have_too_is_no_trouble(String name) {
        String variables = "RUNNEL_PROVIDER_" + name.replace('-', '_').toUpperCase(Locale.ROOT);

        ProviderSettings read = read(
                name,
                Map.of(
                        variables + "_BASE_URL",
                        "http://llm",
                        variables + "_MODEL",
                        "m",
                        variables + "_IDLE_TIMEOUT",
                        "9s",
                        "RUNNEL_PROVIDER_CA",
                        "/ca.pem",
                        "RUNNEL_PROVIDER_IDLE_TIMEOUT",
                        "5s",
                        "RUNNEL_PROVIDER_FIRST_TOKEN_TIMEOUT",
                        "5s"));

        assertThat(read.limits()).isEqualTo(new ProviderLimits(Optional.empty(), Optional.of(Duration.ofSeconds(9))));
    }

    @ParameterizedTest
    @CsvSource({
        "https://api.openai.com/v1, openai, BEARER",
        "https://x.openai.azure.com/openai/v1, openai, AZURE",
        "https://x.services.ai.azure.com/models, openai, AZURE",
        "https://x.azure.com.example/v1, openai, BEARER",
        "https://x.openai.azure.com/v1, gemini, GOOGLE"
    })
    void a_key_goes_into_the_header_that_its_provider_reads(String address, String format, KeyHeader header) {
        ProviderFormat known = ProviderFormat.parse("X", format);

        assertThat(KeyHeader.of(known, BaseUrl.parse(known, "X", address))).isEqualTo(header);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "RUNNEL_PROVIDER_MY_AZURE_BASE_URL|''|RUNNEL_PROVIDERS names \"my-azure\", but there are only openai, "
                        + "gemini and demo, and RUNNEL_PROVIDER_MY_AZURE_BASE_URL, which would say where another one is, "
                        + "is not set.",
                "RUNNEL_PROVIDER_MY_AZURE_MODEL|' '|RUNNEL_PROVIDERS names \"my-azure\", but "
                        + "RUNNEL_PROVIDER_MY_AZURE_MODEL is not set.",
                "RUNNEL_PROVIDER_MY_AZURE_API_KEY|','|RUNNEL_PROVIDERS names \"my-azure\", but "
                        + "RUNNEL_PROVIDER_MY_AZURE_API_KEY is not set.",
                "RUNNEL_PROVIDER_MY_AZURE_FORMAT|anthropic|RUNNEL_PROVIDER_MY_AZURE_FORMAT is \"anthropic\", but it can be "
                        + "openai or gemini.",
                "RUNNEL_PROVIDER_MY_AZURE_API_KEY|one,t\u200Bwo|RUNNEL_PROVIDER_MY_AZURE_API_KEY holds a key with a "
                        + "character that no HTTP header can carry (U+200B).",
                "RUNNEL_PROVIDER_MY_AZURE_API_KEY|one two|RUNNEL_PROVIDER_MY_AZURE_API_KEY holds a key with a "
                        + "character that no HTTP header can carry (U+0020)."
            })
    void what_makes_no_provider_is_refused_in_one_sentence(String variable, String value, String sentence) {
        Map<String, String> wrong = new HashMap<>(AZURE);
        wrong.put(variable, value);

        assertThatThrownBy(() -> read("my-azure", wrong))
                .isInstanceOf(ConfigurationException.class)
                .hasMessage(sentence);
    }

    @Test
    void a_limit_that_is_none_is_refused_by_its_variable() {
        Map<String, String> wrong = new HashMap<>(AZURE);
        wrong.put("RUNNEL_PROVIDER_MY_AZURE_IDLE_TIMEOUT", "0s");

        assertThatThrownBy(() -> read("my-azure", wrong))
                .hasMessageStartingWith("RUNNEL_PROVIDER_MY_AZURE_IDLE_TIMEOUT is \"0s\": ");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"http://localhost:8000/v1", "https://user:pass@x.openai.azure.com/v1", "https://llm.example"})
    void who_asks_for_no_key_gets_none(String address) {
        Map<String, String> keyless = new HashMap<>(AZURE);
        keyless.remove("RUNNEL_PROVIDER_MY_AZURE_API_KEY");
        keyless.put("RUNNEL_PROVIDER_MY_AZURE_BASE_URL", address);

        assertThat(read("my-azure", keyless).keys()).isEmpty();
    }

    @Test
    void a_key_may_be_in_a_header() {
        Map<String, String> keyless = new HashMap<>(AZURE);
        keyless.remove("RUNNEL_PROVIDER_MY_AZURE_API_KEY");
        keyless.put("RUNNEL_PROVIDER_MY_AZURE_HEADERS", "Api-Key=k");

        assertThat(read("my-azure", keyless).headers()).containsExactly(entry("Api-Key", "k"));
    }

    @Test
    void no_key_is_shown_with_the_rest() {
        assertThat(read("my-azure", AZURE).toString())
                .contains("my-azure", "gpt-4o")
                .doesNotContain("one", "two");
    }

    @ParameterizedTest
    @CsvSource({
        "gemini-2.5-flash, /models/gemini-2.5-flash",
        "models/gemini-2.5-flash, /models/gemini-2.5-flash",
        "/models/gemini-2.5-flash, /models/gemini-2.5-flash",
        "//models//gemini-2.5-flash, /models/gemini-2.5-flash",
        "tunedModels/mine, /tunedModels/mine"
    })
    void a_model_of_gemini_may_have_its_folder_before_it(String written, String path) {
        ProviderSettings gemini = read("gemini", Map.of("RUNNEL_GEMINI_API_KEY", "k", "RUNNEL_GEMINI_MODEL", written));

        assertThat(gemini.format().wire(gemini.model(), false).path(ProviderEndpointTest.PROMPT, false))
                .isEqualTo(path + ":generateContent");
    }

    @Test
    void a_model_that_would_change_the_path_is_refused() {
        assertThatThrownBy(() -> read("gemini", Map.of("RUNNEL_GEMINI_API_KEY", "k", "RUNNEL_GEMINI_MODEL", "a?b")))
                .hasMessage("GEMINI_MODEL is \"a?b\", which is not the name of a model.");
    }

    private static ProviderSettings read(String name, Map<String, String> environment) {
        SmallRyeConfig config = new SmallRyeConfigBuilder()
                .addDiscoveredConverters()
                .withMapping(ProviderConfig.class)
                .withSources(new EnvConfigSource(environment, 300))
                .build();
        return ProviderSettings.read(new NamedSettings(config, config.getConfigMapping(ProviderConfig.class), name));
    }
}
