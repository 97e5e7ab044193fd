package dev.runnel.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkus.runtime.configuration.ConfigurationException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BaseUrlTest {

    @ParameterizedTest
    @CsvSource({
        "https://api.openai.com/v1, https://api.openai.com:443/v1/chat/completions",
        "https://api.openai.com/v1/, https://api.openai.com:443/v1/chat/completions",
        "https://api.openai.com/v1///, https://api.openai.com:443/v1/chat/completions",
        "https://api.openai.com/v1/chat/completions, https://api.openai.com:443/v1/chat/completions",
        "https://api.openai.com/v1/chat/completions/, https://api.openai.com:443/v1/chat/completions",
        "HTTPS://API.OpenAI.com/v1, https://api.openai.com:443/v1/chat/completions",
        "http://localhost:11434, http://localhost:11434/chat/completions",
        "http://llm_server:8000/v1, http://llm_server:8000/v1/chat/completions",
        "http://my_stack_llm_1/v1, http://my_stack_llm_1:80/v1/chat/completions",
        "http://[::1]:8000/v1, http://[::1]:8000/v1/chat/completions",
        "http://gateway/models/llama, http://gateway:80/models/llama/chat/completions",
        "http://gateway/a%20b/v1, http://gateway:80/a%20b/v1/chat/completions",
        "http://gateway/v1#fragment, http://gateway:80/v1/chat/completions"
    })
    void an_address_of_openais_format_is_read_as_it_is_meant(String written, String called) {
        BaseUrl address = openAi(written);

        assertThat(address.origin() + address.target("/chat/completions")).isEqualTo(called);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://generativelanguage.googleapis.com/v1beta",
                "https://generativelanguage.googleapis.com/v1beta/",
                "https://generativelanguage.googleapis.com/v1beta/models",
                "https://generativelanguage.googleapis.com/v1beta//models/",
                "https://generativelanguage.googleapis.com/v1beta/models/gemini-2.5-flash:generateContent"
            })
    void an_address_of_geminis_format_is_read_as_it_is_meant(String written) {
        BaseUrl address = BaseUrl.parse(ProviderFormat.GEMINI, "GEMINI_BASE_URL", written);

        assertThat(address.target("/models/g")).isEqualTo("/v1beta/models/g");
    }

    @Test
    void a_query_goes_behind_the_path_of_each_call() {
        assertThat(openAi("https://x.openai.azure.com/openai/deployments/gpt/?api-version=2024-10-21")
                        .target("/chat/completions"))
                .isEqualTo("/openai/deployments/gpt/chat/completions?api-version=2024-10-21");
        assertThat(openAi("https://x.openai.azure.com/openai/deployments/gpt/chat/completions?api-version=2024-10-21")
                        .target("/chat/completions"))
                .isEqualTo("/openai/deployments/gpt/chat/completions?api-version=2024-10-21");
    }

    @Test
    void a_query_is_added_to_the_formats_own() {
        assertThat(BaseUrl.parse(ProviderFormat.GEMINI, "X", "http://gateway/v1?team=a")
                        .target("/models/g:streamGenerateContent?alt=sse"))
                .isEqualTo("/v1/models/g:streamGenerateContent?alt=sse&team=a");
    }

    @ParameterizedTest
    @CsvSource({
        "user:pass, user:pass",
        "user, user",
        "us%40er:p%3Ass+w%2Fd, us@er:p:ss+w/d",
        "user:p@ss, user:p@ss",
        "user:100%, user:100%"
    })
    void a_user_and_a_password_become_a_header(String written, String sent) {
        BaseUrl address = openAi("https://" + written + "@llm.example/v1");

        assertThat(address.host()).isEqualTo("llm.example");
        assertThat(address.credentials())
                .hasValue("Basic " + Base64.getEncoder().encodeToString(sent.getBytes(StandardCharsets.UTF_8)));
        assertThat(address.toString()).isEqualTo("https://llm.example:443/v1");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "localhost:11434/v1",
                "ftp://host/v1",
                "https://",
                "https:///v1",
                "http://host:port/v1",
                "http://host:70000/v1",
                "http://ho st/v1",
                "http://host/v 1",
                "http://host/v1\n/x",
                "http://höst/v1",
                "nonsense"
            })
    void what_is_no_address_is_refused_by_the_name_of_its_variable(String written) {
        assertThatThrownBy(() -> openAi(written))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageStartingWith("OPENAI_BASE_URL is \"")
                .hasMessageEndingWith("which is no http:// or https:// address.");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "htps://user:secret@host/v1",
                "user:secret@host/v1",
                "https://user:sec@ret@ho st/v1",
                "https://ho st/v1?key=secret",
                "https://ho st/v1#secret"
            })
    void a_refusal_shows_no_secret(String written) {
        assertThatThrownBy(() -> openAi(written)).hasMessageNotContainingAny("secret", "sec@", "ret@");
    }

    @Test
    void a_domain_is_told_from_one_that_ends_alike() {
        assertThat(openAi("https://openai.com").isIn("openai.com")).isTrue();
        assertThat(openAi("https://API.openai.com").isIn("openai.com")).isTrue();
        assertThat(openAi("https://notopenai.com").isIn("openai.com")).isFalse();
    }

    private static BaseUrl openAi(String written) {
        return BaseUrl.parse(ProviderFormat.OPENAI, "OPENAI_BASE_URL", written);
    }
}
