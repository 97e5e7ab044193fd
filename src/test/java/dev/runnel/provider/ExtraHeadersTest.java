package dev.runnel.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import io.quarkus.runtime.configuration.ConfigurationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ExtraHeadersTest {

    @Test
    void headers_are_names_and_values() {
        assertThat(ExtraHeaders.parse("X", "HTTP-Referer=https://shop.example/?a=b, X-Title = My shop ,\nempty=,"))
                .containsExactly(
                        entry("HTTP-Referer", "https://shop.example/?a=b"),
                        entry("X-Title", "My shop"),
                        entry("empty", ""));
    }

    @Test
    void a_comma_in_a_value_has_a_backslash() {
        assertThat(ExtraHeaders.parse("X", "beta=one\\,two,other=\"three\""))
                .containsExactly(entry("beta", "one,two"), entry("other", "three"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a=b,api-version: secret",
                "a=b,secret",
                "a=b,=secret",
                "a=b,n a=secret",
                "a=b,n=secret\nx",
                "a=b,n=secreté"
            })
    void what_is_no_header_is_refused_by_its_place_and_never_shown(String written) {
        assertThatThrownBy(() -> ExtraHeaders.parse("RUNNEL_PROVIDER_AZURE_HEADERS", written))
                .isInstanceOf(ConfigurationException.class)
                .hasMessage("RUNNEL_PROVIDER_AZURE_HEADERS is no list of headers like \"name=value,name=value\": "
                        + "its entry number 2 is none.");
    }

    @Test
    void what_parts_one_message_from_the_next_is_not_for_settings() {
        assertThatThrownBy(() -> ExtraHeaders.parse("RUNNEL_PROVIDER_A_HEADERS", "Content-Length=5"))
                .hasMessage("RUNNEL_PROVIDER_A_HEADERS sets Content-Length, which the connection sets itself.");
    }
}
