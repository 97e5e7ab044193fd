package dev.runnel.http.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkus.runtime.configuration.ConfigurationException;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SignInTest {

    private static final String ISSUER = "runnel.auth.oidc.issuer";
    private static final String CLIENT = "runnel.auth.oidc.client-id";

    @ParameterizedTest
    @CsvSource({
        "https://login.example, https://login.example",
        "https://login.example/realms/team, https://login.example",
        "https://login.example:8443/, https://login.example:8443",
        "http://localhost:9000/realms/team, http://localhost:9000",
        "http://[::1]:9000, http://[::1]:9000"
    })
    void the_page_may_connect_to_the_origin_of_the_issuer(String issuer, String origin) {
        SignIn signIn = signIn(Map.of(ISSUER, issuer, CLIENT, "page"));
        assertThatCode(signIn::check).doesNotThrowAnyException();
        assertThat(signIn.origin()).contains(origin);
        assertThat(signIn.settings()).hasValueSatisfying(settings -> assertThat(settings.getString("issuer"))
                .isEqualTo(issuer));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://login.example",
                "login.example",
                "javascript:alert(1)",
                "https:///realms",
                "https://user@login.example",
                "https://login.example?a=b",
                "https://login.example#a",
                "https://login.example; script-src *"
            })
    void an_issuer_that_is_no_address_of_one_is_refused_at_the_start(String issuer) {
        assertThatThrownBy(() -> signIn(Map.of(ISSUER, issuer, CLIENT, "page")).check())
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("RUNNEL_AUTH_OIDC_ISSUER");
    }

    @Test
    void an_issuer_needs_a_client_and_openid() {
        assertThatThrownBy(() -> signIn(Map.of(ISSUER, "https://login.example")).check())
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("RUNNEL_AUTH_OIDC_CLIENT_ID");
        Map<String, String> settings =
                Map.of(ISSUER, "https://login.example", CLIENT, "page", "runnel.auth.oidc.scope", "email");
        assertThatThrownBy(() -> signIn(settings).check())
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("openid");
    }

    @Test
    void without_an_issuer_or_without_tokens_nobody_signs_in() {
        assertThat(signIn(Map.of()).settings()).isEmpty();
        SignIn withoutTokens = signIn(Map.of(ISSUER, "https://login.example", CLIENT, "page", "runnel.auth", "off"));
        assertThatCode(withoutTokens::check).doesNotThrowAnyException();
        assertThat(withoutTokens.settings()).isEmpty();
        assertThat(withoutTokens.origin()).isEmpty();
    }

    private static SignIn signIn(Map<String, String> settings) {
        SmallRyeConfigBuilder builder =
                new SmallRyeConfigBuilder().withMapping(AuthConfig.class).withMapping(SignInConfig.class);
        settings.forEach(builder::withDefaultValue);
        SmallRyeConfig config = builder.build();
        return new SignIn(config.getConfigMapping(AuthConfig.class), config.getConfigMapping(SignInConfig.class));
    }
}
