package dev.runnel.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.runnel.testing.BesideTheApplication;
import dev.runnel.testing.Settings;
import dev.runnel.testing.Settings.Setting;
import io.smallrye.config.ConfigMappings.ConfigClass;
import io.smallrye.config.ConfigValidationException;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@BesideTheApplication
class MinimumTest {

    /** A bare number is a length of time, too: in seconds. */
    @ParameterizedTest
    @MethodSource("numbersAndDurations")
    void less_than_nothing_is_refused_by_the_name_of_the_setting(Setting setting) {
        assertThatThrownBy(() -> start(setting, "-1"))
                .isInstanceOf(ConfigValidationException.class)
                .hasMessageContaining(setting.property())
                .hasMessageContaining("must be at least");
    }

    @ParameterizedTest
    @MethodSource("numbersAndDurations")
    void a_word_is_refused_by_the_name_of_the_setting(Setting setting) {
        assertThatThrownBy(() -> start(setting, "plenty"))
                .isInstanceOf(ConfigValidationException.class)
                .hasMessageContaining(setting.property())
                .hasMessageContaining("plenty");
    }

    @ParameterizedTest
    @MethodSource("numbersAndDurations")
    void a_setting_without_a_value_is_refused_by_its_name(Setting setting) {
        assertThatThrownBy(() -> start(setting, ""))
                .isInstanceOf(ConfigValidationException.class)
                .hasMessageContaining(setting.property());
    }

    @Test
    void nothing_is_enough_where_it_means_something() {
        assertThat(numbersAndDurations().stream()
                        .filter(setting -> isAccepted(setting, "0"))
                        .map(Setting::property))
                .containsExactly(
                        "runnel.drain-timeout",
                        "runnel.history-tokens",
                        "runnel.insight.budget",
                        "runnel.insight.suggestions-budget",
                        "runnel.limit.address-requests",
                        "runnel.provider.breaker-delay",
                        "runnel.provider.continuations",
                        "runnel.provider.max-retry-after",
                        "runnel.provider.retries",
                        "runnel.provider.retry-delay",
                        "runnel.reply.queue",
                        "runnel.socket.token-grace");
    }

    @ParameterizedTest
    @MethodSource("numbersAndDurations")
    void what_holds_by_default_is_allowed_with_blanks_around_it(Setting setting) {
        assertThat(isAccepted(setting, " " + setting.effective() + " ")).isTrue();
    }

    private static List<Setting> numbersAndDurations() {
        return Settings.all().stream()
                .filter(setting -> setting.effective().matches("\\d+(ms|s|m|h)?"))
                .toList();
    }

    private static boolean isAccepted(Setting setting, String value) {
        try {
            start(setting, value);
            return true;
        } catch (ConfigValidationException e) {
            return false;
        }
    }

    private static void start(Setting setting, String value) {
        new SmallRyeConfigBuilder()
                .addDiscoveredConverters()
                .withMapping(ConfigClass.configClass(setting.owner()))
                .withDefaultValue(setting.property(), value)
                .build();
    }
}
