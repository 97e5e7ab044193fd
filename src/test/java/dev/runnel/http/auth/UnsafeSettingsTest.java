package dev.runnel.http.auth;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkus.runtime.configuration.ConfigurationException;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UnsafeSettingsTest {

    @ParameterizedTest
    @ValueSource(strings = {"*", "/.*/", "/.+/", "/^.+$/", "/https?:.*/", "/https:\\/\\/.+/", "/(?s).*/", "/[^x]*.*/"})
    void pages_of_every_origin_are_not_let_in_where_tokens_are_checked(String origin) {
        assertThatThrownBy(() -> check("jwt", "https://shop.example", origin))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("QUARKUS_HTTP_CORS_ORIGINS");
        assertThatCode(() -> check("off", origin)).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(strings = {"null", "/null|https://shop.example/", "/[a-z]+/"})
    void pages_without_an_origin_are_never_let_in(String origin) {
        for (String mode : List.of("jwt", "off")) {
            assertThatThrownBy(() -> check(mode, origin))
                    .isInstanceOf(ConfigurationException.class)
                    .hasMessageContaining("null");
        }
    }

    @Test
    void pages_of_origins_that_are_named_are() {
        assertThatCode(() -> check("jwt", "https://shop.example")).doesNotThrowAnyException();
        assertThatCode(() -> check("jwt", "/https://.*\\.shop\\.example/")).doesNotThrowAnyException();
        assertThatCode(() -> check("jwt")).doesNotThrowAnyException();
    }

    private static void check(String mode, String... origins) {
        AuthConfig auth = new SmallRyeConfigBuilder()
                .withMapping(AuthConfig.class)
                .withDefaultValue("runnel.auth", mode)
                .build()
                .getConfigMapping(AuthConfig.class);
        new UnsafeSettings(auth, Optional.of(List.of(origins)), false, Optional.empty()).check();
    }
}
