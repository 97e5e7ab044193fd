package dev.runnel.http.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.runnel.Failure;
import dev.runnel.FailureCode;
import dev.runnel.FailureException;
import dev.runnel.testing.Issuer;
import io.quarkus.runtime.LaunchMode;
import io.quarkus.runtime.configuration.ConfigurationException;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.smallrye.jwt.algorithm.SignatureAlgorithm;
import io.smallrye.jwt.auth.principal.DefaultJWTParser;
import io.smallrye.jwt.auth.principal.JWTAuthContextInfo;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a running application cannot show within one configuration. */
class TokensTest {

    private final Issuer issuer = new Issuer();
    private final Map<String, String> settings = issuer.start();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    @AfterEach
    void stop() {
        issuer.stop();
        threads.close();
    }

    @Test
    void the_claim_that_names_the_user_can_be_chosen() {
        Map<String, Object> claims = Issuer.claims("sub");
        claims.put("account", "test");
        assertThat(userOf(tokens("account"), issuer.token(claims))).contains("test");
    }

    @Test
    void a_claim_that_is_no_text_names_nobody() {
        Map<String, Object> claims = Issuer.claims("sub");
        claims.put("account", 7);
        assertThat(userOf(tokens("account"), issuer.token(claims))).isEmpty();
        assertThat(userOf(tokens("other"), issuer.token(claims))).isEmpty();
    }

    @Test
    void keys_that_cannot_be_fetched_say_nothing_about_a_token_and_may_be_there_later() {
        issuer.stop();
        Tokens tokens = tokens("sub");
        assertThatThrownBy(() -> userOf(tokens, issuer.token("test")))
                .isInstanceOfSatisfying(FailureException.class, thrown -> {
                    Failure failure = thrown.failure();
                    assertThat(failure.code()).isEqualTo(FailureCode.AUTHENTICATION_UNAVAILABLE);
                    assertThat(failure.code().retryable()).isTrue();
                });
    }

    @Test
    void a_key_for_another_algorithm_is_refused_at_the_start() {
        JWTAuthContextInfo info = new JWTAuthContextInfo();
        info.setSignatureAlgorithm(java.util.Set.of(SignatureAlgorithm.ES256));
        info.setPublicKeyContent(issuer.publicKey());
        assertThatThrownBy(() -> new VerificationKey(info).check())
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("MP_JWT_VERIFY_PUBLICKEY_ALGORITHM");
    }

    private static Optional<String> userOf(Tokens tokens, String token) {
        return tokens.signedIn("Bearer " + token).await().indefinitely().user();
    }

    private Tokens tokens(String claim) {
        AuthConfig config = new SmallRyeConfigBuilder()
                .withMapping(AuthConfig.class)
                .withDefaultValue("runnel.auth.claim", claim)
                .build()
                .getConfigMapping(AuthConfig.class);
        JWTAuthContextInfo info = new JWTAuthContextInfo(settings.get("mp.jwt.verify.publickey.location"), Issuer.NAME);
        return new Tokens(config, new VerificationKey(info), new DefaultJWTParser(info), threads, LaunchMode.TEST);
    }
}
