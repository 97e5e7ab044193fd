package dev.runnel.provider;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runnel.FailureCode;
import dev.runnel.testing.LogLines;
import java.net.ConnectException;
import org.junit.jupiter.api.Test;

/** What operators read when a provider does not answer. */
class ProviderLogTest {

    private final ProviderLog log = new ProviderLog("azure");

    @Test
    void of_many_refusals_for_one_reason_one_is_told_and_what_can_be_done() {
        try (LogLines lines = LogLines.of(ProviderLog.class)) {
            for (int call = 0; call < 1_000; call++) {
                log.refused(401, FailureCode.PROVIDER_UNAUTHORIZED);
            }
            log.refused(429, FailureCode.PROVIDER_RATE_LIMITED);
            assertThat(lines.texts())
                    .containsExactly(
                            "Provider azure refused a call with status 401 (provider_unauthorized). "
                                    + "Check its key, what that key may do, and whether the account has money left",
                            "Provider azure refused a call with status 429 (provider_rate_limited). "
                                    + "Raise its limits, or add a key or another provider");
        }
    }

    @Test
    void a_redirect_is_told_as_what_it_is() {
        try (LogLines lines = LogLines.of(ProviderLog.class)) {
            log.refused(308, FailureCode.PROVIDER_REJECTED);
            assertThat(lines.texts().getFirst()).contains("308", "redirect", "Set the base URL");
        }
    }

    @Test
    void one_that_cannot_be_reached_is_told_with_its_cause() {
        try (LogLines lines = LogLines.of(ProviderLog.class)) {
            log.unreachable(new ConnectException("Connection refused"));
            log.unreachable(new ConnectException("Connection refused"));
            assertThat(lines.texts()).hasSize(1);
            assertThat(lines.texts().getFirst()).contains("azure", "Connection refused", "base URL");
        }
    }

    @Test
    void what_fails_because_this_process_goes_is_not_told() {
        try (LogLines lines = LogLines.of(ProviderLog.class)) {
            log.close();
            log.unreachable(new ConnectException("Connection was closed"));
            assertThat(lines.texts()).isEmpty();
        }
    }
}
