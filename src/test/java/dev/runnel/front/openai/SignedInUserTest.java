package dev.runnel.front.openai;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.runnel.testing.Conversation;
import dev.runnel.testing.Dialect;
import dev.runnel.testing.Issuer;
import dev.runnel.testing.Profiles;
import dev.runnel.testing.ProviderSuite;
import dev.runnel.testing.Script;
import dev.runnel.testing.SseClient;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who asks is the user of the token, which official clients send as their key. */
@QuarkusTest
@TestProfile(Profiles.Jwt.class)
class SignedInUserTest extends ProviderSuite {

    private static final String QUESTION = "{\"model\":\"auto\",\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}]}";

    Issuer issuer;

    @Override
    protected Dialect dialect() {
        return Dialect.OPENAI;
    }

    @Test
    void a_reply_belongs_to_the_user_of_the_token_whatever_the_request_says() {
        provider().byDefault(Script.reply("Hello"));
        String own = bearer(issuer.token(conversation.user()));
        String reply;
        try (SseClient client = post("\"stream\":true,\"user\":\"not an id\",", own)) {
            ChatStream stream = ChatStream.of(client);
            assertThat(stream.text()).isEqualTo("Hello");
            reply = stream.id().substring("chatcmpl-".length());
        }
        try (SseClient again = SseClient.get(url.getPort(), conversation.streamPath() + "/" + reply, own)) {
            assertThat(again.status()).isEqualTo(200);
        }
        try (SseClient another = SseClient.get(
                url.getPort(), "/api/conversation-stream/another/" + reply, bearer(issuer.token("another")))) {
            assertThat(another.status()).isEqualTo(404);
        }
    }

    @Test
    void without_a_good_token_nothing_is_told_and_nobody_is_asked() {
        for (String header : new String[] {"X-None: ", "Authorization: Bearer sk-anything"}) {
            try (SseClient client = post("", header);
                    SseClient models = SseClient.get(url.getPort(), "/v1/models", header);
                    SseClient nothing = SseClient.get(url.getPort(), "/v1/nothing", header)) {
                assertUnknown(client);
                assertUnknown(models);
                assertUnknown(nothing);
            }
        }
        assertThat(provider().requests()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/v1;a=b/chat/completions",
                "/v1/chat;a=b/completions",
                "//v1/chat/completions",
                "/v1//chat/completions",
                "/%761/chat/completions",
                "/q/../v1/chat/completions",
                "/v1/chat/completions/"
            })
    void another_spelling_of_a_path_is_no_way_around(String path) {
        try (SseClient client = SseClient.post(url.getPort(), path, QUESTION)) {
            assertThat(client.status()).isIn(400, 401, 404);
        }
        assertThat(provider().requests()).isEmpty();
    }

    @Test
    void a_token_that_names_nobody_may_not_ask() {
        Map<String, Object> claims = Issuer.claims("any");
        claims.remove("sub");
        try (SseClient client = post("", bearer(issuer.token(claims)))) {
            assertThat(client.status()).isEqualTo(403);
            assertThat(error(client).path("type").asText()).isEqualTo("permission_error");
            assertThat(error(client).path("code").asText()).isEqualTo("forbidden");
        }
        assertThat(provider().requests()).isEmpty();
    }

    @Test
    void whoever_has_a_token_sees_who_can_be_asked() {
        try (SseClient models = SseClient.get(url.getPort(), "/v1/models", bearer(issuer.token(conversation.user())))) {
            assertThat(models.status()).isEqualTo(200);
        }
    }

    private static void assertUnknown(SseClient client) {
        assertThat(client.status()).isEqualTo(401);
        assertThat(client.header("WWW-Authenticate")).hasValue("Bearer");
        assertThat(error(client).path("type").asText()).isEqualTo("authentication_error");
        assertThat(error(client).path("code").asText()).isEqualTo("unauthenticated");
    }

    private SseClient post(String field, String header) {
        return SseClient.post(url.getPort(), OpenAiSuite.PATH, QUESTION.replaceFirst("\\{", "{" + field), header);
    }

    private static JsonNode error(SseClient client) {
        return Conversation.json(client.rawBody()).path("error");
    }

    private static String bearer(String token) {
        return "Authorization: Bearer " + token;
    }
}
