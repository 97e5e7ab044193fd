package dev.runnel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runnel.testing.PackagedApplication;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whoever deploys the jar without a provider is told at once, and not by the first user. */
class StartWithoutKeyIT {
    @TempDir
    Path directory;

    @Test
    void a_start_without_any_key_is_refused_with_one_clear_line() throws Exception {
        List<String> output = refusedStart(Map.of("RUNNEL_AUTH", "off"));
        assertThat(output)
                .filteredOn(line -> line.contains("OPENAI_API_KEY"))
                .singleElement()
                .asString()
                .contains("No AI provider is configured: set OPENAI_API_KEY or GEMINI_API_KEY")
                .contains("RUNNEL_PROVIDERS=demo");
        assertThat(output).noneMatch(line -> line.contains("Listening on"));
        assertThat(output).noneMatch(line -> line.stripLeading().startsWith("at "));
    }

    @Test
    void a_provider_that_does_not_exist_is_refused_by_name() throws Exception {
        assertThat(refusedStart(Map.of("RUNNEL_AUTH", "off", "RUNNEL_PROVIDERS", "openia")))
                .anyMatch(line -> line.contains("RUNNEL_PROVIDERS names \"openia\", but there are only openai"));
    }

    @Test
    void an_address_that_is_none_is_refused_by_the_name_of_its_variable() throws Exception {
        assertThat(refusedStart(
                        Map.of("RUNNEL_AUTH", "off", "OPENAI_API_KEY", "k", "OPENAI_BASE_URL", "localhost:11434/v1")))
                .anyMatch(line -> line.contains("OPENAI_BASE_URL is \"localhost:11434/v1\""))
                .noneMatch(line -> line.stripLeading().startsWith("at "));
    }

    @Test
    void a_key_that_no_header_can_carry_is_refused_without_showing_it() throws Exception {
        assertThat(refusedStart(Map.of("RUNNEL_AUTH", "off", "OPENAI_API_KEY", "secret\u00e9key")))
                .anyMatch(line ->
                        line.contains("OPENAI_API_KEY holds a key with a character that no HTTP header can carry"))
                .noneMatch(line -> line.contains("secret"))
                .noneMatch(line -> line.stripLeading().startsWith("at "));
    }

    @Test
    void a_provider_of_a_teams_own_naming_needs_a_model() throws Exception {
        assertThat(refusedStart(Map.of(
                        "RUNNEL_AUTH", "off",
                        "RUNNEL_PROVIDERS", "my-azure",
                        "RUNNEL_PROVIDER_MY_AZURE_BASE_URL", "http://llm_server:8000/v1")))
                .anyMatch(line -> line.contains(
                        "RUNNEL_PROVIDERS names \"my-azure\", but RUNNEL_PROVIDER_MY_AZURE_MODEL is not set."))
                .noneMatch(line -> line.stripLeading().startsWith("at "));
    }

    @Test
    void a_provider_that_is_named_twice_is_refused() throws Exception {
        assertThat(refusedStart(Map.of("RUNNEL_AUTH", "off", "RUNNEL_PROVIDERS", "demo,demo")))
                .anyMatch(line -> line.contains("RUNNEL_PROVIDERS names \"demo\" twice."))
                .noneMatch(line -> line.stripLeading().startsWith("at "));
    }

    @Test
    void a_name_that_no_variable_can_have_is_refused() throws Exception {
        assertThat(refusedStart(Map.of("RUNNEL_AUTH", "off", "RUNNEL_PROVIDERS", "My_Azure")))
                .anyMatch(line -> line.contains("RUNNEL_PROVIDERS names \"My_Azure\", but a provider's name has"))
                .noneMatch(line -> line.stripLeading().startsWith("at "));
    }

    @Test
    void a_proxy_that_is_none_is_refused_without_its_password() throws Exception {
        assertThat(refusedStart(Map.of(
                        "RUNNEL_AUTH", "off", "RUNNEL_PROVIDERS", "demo", "https_proxy", "ftp://me:secret@proxy")))
                .anyMatch(line -> line.contains("HTTPS_PROXY is \"ftp://…@proxy\", which is none of"))
                .noneMatch(line -> line.contains("secret"))
                .noneMatch(line -> line.stripLeading().startsWith("at "));
    }

    @Test
    void an_authority_that_is_not_there_is_refused() throws Exception {
        assertThat(refusedStart(Map.of(
                        "RUNNEL_AUTH", "off", "RUNNEL_PROVIDERS", "demo", "RUNNEL_PROVIDER_CA", "/no/such/ca.pem")))
                .anyMatch(line -> line.contains("RUNNEL_PROVIDER_CA names \"/no/such/ca.pem\", which cannot be read"))
                .noneMatch(line -> line.stripLeading().startsWith("at "));
    }

    @Test
    void a_limit_of_nothing_is_refused() throws Exception {
        assertThat(refusedStart(Map.of("RUNNEL_AUTH", "off", "RUNNEL_PROVIDERS", "demo", "RUNNEL_LIMIT_REQUESTS", "0")))
                .anyMatch(line -> line.contains("runnel.limit.requests") && line.contains("must be at least 1"))
                .noneMatch(line -> line.stripLeading().startsWith("at "));
    }

    @Test
    void a_start_that_could_not_tell_users_apart_is_refused_with_one_clear_line() throws Exception {
        List<String> output = refusedStart(Map.of("RUNNEL_PROVIDERS", "demo"));
        assertThat(output)
                .filteredOn(line -> line.contains("RUNNEL_AUTH"))
                .singleElement()
                .asString()
                .contains("Users cannot be told apart: set MP_JWT_VERIFY_PUBLICKEY_LOCATION")
                .contains("RUNNEL_AUTH=off");
        assertThat(output).noneMatch(line -> line.contains("Listening on"));
        assertThat(output).noneMatch(line -> line.stripLeading().startsWith("at "));
    }

    @Test
    void a_key_for_tokens_that_is_none_is_refused() throws Exception {
        Path noKey = Files.writeString(directory.resolve("key.pem"), "no key");
        assertThat(refusedStart(
                        Map.of("RUNNEL_PROVIDERS", "demo", "MP_JWT_VERIFY_PUBLICKEY_LOCATION", noKey.toString())))
                .anyMatch(line -> line.contains("The key for verifying tokens is no public key"))
                .noneMatch(line -> line.stripLeading().startsWith("at "));
    }

    @Test
    void a_key_for_tokens_that_is_not_there_is_refused() throws Exception {
        assertThat(refusedStart(
                        Map.of("RUNNEL_PROVIDERS", "demo", "MP_JWT_VERIFY_PUBLICKEY_LOCATION", "/no/such/key.pem")))
                .anyMatch(line -> line.contains("The key for verifying tokens cannot be read"))
                .noneMatch(line -> line.stripLeading().startsWith("at "));
    }

    private List<String> refusedStart(Map<String, String> environment) throws IOException, InterruptedException {
        Path output = directory.resolve("output");
        ProcessBuilder start = new ProcessBuilder(PackagedApplication.command(
                        List.of(), List.of("-Dquarkus.http.host=127.0.0.1", "-Dquarkus.http.port=0")))
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        start.environment()
                .keySet()
                .removeIf(name ->
                        name.matches("(?i)(OPENAI|GEMINI|RUNNEL|MP_JWT|SMALLRYE_JWT)_.*|HTTPS?_PROXY|NO_PROXY"));
        start.environment().putAll(environment);
        Process process = start.start();
        try {
            assertThat(process.waitFor(30, TimeUnit.SECONDS))
                    .as("it ends by itself")
                    .isTrue();
            assertThat(process.exitValue()).isNotZero();
            return Files.readAllLines(output, StandardCharsets.UTF_8);
        } finally {
            process.destroyForcibly();
        }
    }
}
