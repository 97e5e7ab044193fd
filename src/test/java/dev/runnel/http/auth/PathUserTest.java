package dev.runnel.http.auth;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runnel.testing.Dialect;
import dev.runnel.testing.Issuer;
import dev.runnel.testing.Profiles;
import dev.runnel.testing.ProviderSuite;
import dev.runnel.testing.Script;
import dev.runnel.testing.SseClient;
import dev.runnel.testing.SseEvents;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whoever has a token need not say whose it is. */
@QuarkusTest
@TestProfile(Profiles.Jwt.class)
class PathUserTest extends ProviderSuite {

    private static final String ME = "/api/conversation-stream/me";

    Issuer issuer;

    @Override
    protected Dialect dialect() {
        return Dialect.OPENAI;
    }

    @ParameterizedTest
    @ValueSource(strings = {"anna", "anna+1@example.com", "A-Z_0.9~:+", "me"})
    void me_in_a_path_is_the_user_of_the_token(String name) {
        provider().byDefault(Script.reply("Hello"));
        String own = bearer(issuer.token(name));
        String reply;
        try (SseClient stream = SseClient.post(url.getPort(), ME, conversation.body("Hi"), own)) {
            SseEvents events = SseEvents.of(stream);
            assertThat(events.text()).isEqualTo("Hello");
            reply = events.terminal().path("reply_id").asText();
        }
        for (String user : new String[] {"me", name}) {
            try (SseClient again = SseClient.get(url.getPort(), "/api/conversation-stream/" + user + "/" + reply, own);
                    SseClient read = SseClient.get(
                            url.getPort(), "/api/conversation/" + user + "/" + conversation.session(), own)) {
                assertThat(SseEvents.of(again).text()).isEqualTo("Hello");
                assertThat(read.rawBody()).contains("\"Hello\"");
            }
        }
        String another = bearer(issuer.token("another"));
        try (SseClient theirs = SseClient.get(url.getPort(), ME + "/" + reply, another)) {
            assertThat(theirs.status()).isEqualTo(404);
        }
    }

    @Test
    void nobody_is_me_without_a_good_token_that_names_somebody() {
        try (SseClient none = SseClient.post(url.getPort(), ME, conversation.body("Hi"))) {
            assertRefused(none, 401, "unauthenticated");
        }
        Map<String, Object> ofNobody = Issuer.claims("any");
        ofNobody.remove("sub");
        String nobody = bearer(issuer.token(ofNobody));
        try (SseClient stream = SseClient.post(url.getPort(), ME, conversation.body("Hi"), nobody)) {
            assertRefused(stream, 403, "forbidden");
        }
        String noId = bearer(issuer.token("no id"));
        try (SseClient stream = SseClient.post(url.getPort(), ME, conversation.body("Hi"), noId)) {
            assertRefused(stream, 400, "user_id_invalid");
        }
        assertThat(provider().requests()).isEmpty();
    }

    private static void assertRefused(SseClient client, int status, String code) {
        assertThat(client.status()).isEqualTo(status);
        assertThat(SseEvents.parse(client.rawBody()).terminal().path("code").asText())
                .isEqualTo(code);
    }

    private static String bearer(String token) {
        return "Authorization: Bearer " + token;
    }
}
