package dev.runnel.http.auth;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runnel.testing.Dialect;
import dev.runnel.testing.Issuer;
import dev.runnel.testing.PackagedProfiles;
import dev.runnel.testing.ProviderSuite;
import dev.runnel.testing.Script;
import dev.runnel.testing.SseClient;
import dev.runnel.testing.SseEvents;
import io.quarkus.test.junit.QuarkusIntegrationTest;
import io.quarkus.test.junit.TestProfile;
import org.junit.jupiter.api.Test;

/** The jar that is deployed, with the key of an issuer and nothing said about authentication. */
@QuarkusIntegrationTest
@TestProfile(PackagedProfiles.Jwt.class)
class PackagedOwnershipIT extends ProviderSuite {

    Issuer issuer;

    @Override
    protected Dialect dialect() {
        return Dialect.OPENAI;
    }

    @Test
    void it_is_shut_but_for_the_bearer_of_a_token() {
        provider().byDefault(Script.reply("Hello"));
        try (SseClient none = conversation.stream("Hi")) {
            assertThat(none.status()).isEqualTo(401);
            assertThat(none.header("WWW-Authenticate")).contains("Bearer");
        }
        try (SseClient own = SseClient.post(
                url.getPort(),
                conversation.streamPath(),
                conversation.body("Hi"),
                "Authorization: Bearer " + issuer.token(conversation.user()))) {
            assertThat(SseEvents.of(own).text()).isEqualTo("Hello");
        }
    }
}
