package dev.runnel.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runnel.FailureCode;
import dev.runnel.provider.ProviderLimits;
import dev.runnel.testing.FakeClock;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** How long an attempt is waited for, by what it sends meanwhile. First word and silence 3 s, thinking 20 s, in all 60 s. */
class AttemptLimitsTest {

    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final FailoverConfig CONFIG = new SmallRyeConfigBuilder()
            .addDiscoveredConverters()
            .withMapping(FailoverConfig.class)
            .withDefaultValue("runnel.provider.first-token-timeout", "3s")
            .withDefaultValue("runnel.provider.idle-timeout", "3s")
            .withDefaultValue("runnel.provider.thinking-timeout", "20s")
            .build()
            .getConfigMapping(FailoverConfig.class);

    private final FakeClock clock = new FakeClock();
    private final AttemptLimits limits =
            AttemptLimits.streamed(CONFIG, ProviderLimits.NONE, Duration.ofSeconds(60), clock.read());

    @Test
    void silence_before_the_first_word_ends_it_and_is_the_providers_fault() {
        assertThat(secondsUntilBroken(() -> {})).isEqualTo(3);
        assertBroken(FailureCode.PROVIDER_TIMEOUT, true);
    }

    @Test
    void silence_after_a_word_ends_it() {
        limits.onText();
        assertThat(secondsUntilBroken(() -> {})).isEqualTo(4);
        assertBroken(FailureCode.PROVIDER_STALLED, true);
    }

    @Test
    void thinking_holds_the_first_word_off_up_to_its_own_limit_and_is_no_fault() {
        assertThat(secondsUntilBroken(limits::onThinking)).isEqualTo(21);
        assertBroken(FailureCode.PROVIDER_TIMEOUT, false);
    }

    @Test
    void thinking_between_words_holds_silence_off() {
        limits.onText();
        assertGoesOn();
        assertThat(secondsUntilBroken(limits::onThinking)).isEqualTo(21);
        assertBroken(FailureCode.PROVIDER_STALLED, false);
    }

    @Test
    void each_time_of_thinking_has_the_whole_limit() {
        for (int i = 0; i < 2; i++) {
            for (int second = 0; second < 15; second++) {
                limits.onThinking();
                assertGoesOn();
            }
            limits.onText();
            assertGoesOn();
        }
    }

    @Test
    void a_model_that_stops_thinking_without_a_word_is_silent() {
        limits.onThinking();
        assertThat(secondsUntilBroken(() -> {})).isEqualTo(4);
        assertBroken(FailureCode.PROVIDER_TIMEOUT, true);
    }

    @Test
    void mere_signs_of_life_hold_the_limits_off_for_three_times_their_length_and_are_no_fault() {
        assertThat(secondsUntilBroken(limits::onActivity)).isEqualTo(9);
        assertBroken(FailureCode.PROVIDER_TIMEOUT, false);
    }

    @Test
    void words_that_never_end_are_ended_by_the_limit_on_all_of_it() {
        assertThat(secondsUntilBroken(limits::onText)).isEqualTo(60);
    }

    @Test
    void a_providers_own_limits_come_before_the_general_ones() {
        ProviderLimits own = new ProviderLimits(Optional.of(Duration.ofSeconds(30)), Optional.empty());
        AttemptLimits patient = AttemptLimits.streamed(CONFIG, own, Duration.ofSeconds(60), clock.read());
        clock.advance(Duration.ofSeconds(29));
        assertThat(patient.check(clock.read())).isEmpty();
        clock.advance(SECOND);
        assertThat(patient.check(clock.read())).isPresent();
    }

    @Test
    void a_whole_answer_may_be_silent_until_the_limit_on_all_of_it() {
        AttemptLimits whole = AttemptLimits.whole(Duration.ofSeconds(60), clock.read());
        clock.advance(Duration.ofSeconds(59));
        assertThat(whole.check(clock.read())).isEmpty();
        clock.advance(SECOND);
        assertThat(whole.check(clock.read())).isPresent();
    }

    private void assertGoesOn() {
        clock.advance(SECOND);
        assertThat(limits.check(clock.read())).isEmpty();
    }

    /** Each second something happens, and the limits are looked at. */
    private long secondsUntilBroken(Runnable eachSecond) {
        for (long seconds = 1; seconds < 1_000; seconds++) {
            eachSecond.run();
            clock.advance(SECOND);
            if (limits.check(clock.read()).isPresent()) {
                return seconds;
            }
        }
        throw new AssertionError("never broken");
    }

    private void assertBroken(FailureCode code, boolean isProvidersFault) {
        AttemptLimits.Broken broken = limits.check(clock.read()).orElseThrow();
        assertThat(broken.code()).isEqualTo(code);
        assertThat(FailoverPolicy.isProvidersFault(broken.asException())).isEqualTo(isProvidersFault);
    }
}
