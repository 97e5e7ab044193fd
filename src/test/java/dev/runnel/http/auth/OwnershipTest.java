package dev.runnel.http.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.fasterxml.jackson.databind.JsonNode;
import dev.runnel.testing.Conversation;
import dev.runnel.testing.Dialect;
import dev.runnel.testing.Issuer;
import dev.runnel.testing.Profiles;
import dev.runnel.testing.ProviderSuite;
import dev.runnel.testing.ResourceMethods;
import dev.runnel.testing.Script;
import dev.runnel.testing.SseClient;
import dev.runnel.testing.SseEvents;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Only the bearer of a good token is let in, and only to what is theirs. */
@QuarkusTest
@TestProfile(Profiles.Jwt.class)
class OwnershipTest extends ProviderSuite {

    Issuer issuer;

    @Override
    protected Dialect dialect() {
        return Dialect.OPENAI;
    }

    @Test
    void the_bearer_of_a_good_token_gets_stream_document_reply_and_stop() {
        provider().byDefault(Script.reply("Hello"));
        String own = bearer(issuer.token(conversation.user()));
        String body = conversation.body("Hi");
        String reply;
        try (SseClient stream = SseClient.post(url.getPort(), conversation.streamPath(), body, own)) {
            SseEvents events = SseEvents.of(stream);
            assertThat(events.text()).isEqualTo("Hello");
            reply = events.terminal().path("reply_id").asText();
        }
        try (SseClient document = SseClient.post(url.getPort(), conversation.wholePath(), body, own)) {
            assertThat(document.status()).isEqualTo(200);
        }
        String path = conversation.streamPath() + "/" + reply;
        try (SseClient again = SseClient.get(url.getPort(), path, own)) {
            assertThat(SseEvents.of(again).text()).isEqualTo("Hello");
        }
        try (SseClient stop = SseClient.request(url.getPort(), "DELETE", path, "", own)) {
            assertThat(stop.status()).isEqualTo(204);
        }
    }

    @Test
    void a_body_that_comes_long_after_its_head_is_read_all_the_same() {
        String message = "x".repeat(8_000);
        try (SseClient stream = SseClient.post(
                url.getPort(),
                conversation.streamPath(),
                conversation.body(message),
                bearer(issuer.token(conversation.user())))) {
            assertThat(stream.status()).isEqualTo(200);
            stream.events();
        }
        assertThat(provider().requests().getFirst().messages().getLast().text()).isEqualTo(message);
    }

    static Stream<Arguments> badTokens() {
        return Stream.of(
                bad("expired", (issuer, user) -> issuer.token(with(user, "exp", Issuer.now() - 120))),
                bad("not valid yet", (issuer, user) -> issuer.token(with(user, "nbf", Issuer.now() + 300))),
                bad("without an end", (issuer, user) -> issuer.token(with(user, "exp", null))),
                bad("of another issuer", (issuer, user) -> issuer.token(with(user, "iss", "https://evil.example"))),
                bad("without an issuer", (issuer, user) -> issuer.token(with(user, "iss", null))),
                bad("for another service", (issuer, user) -> issuer.token(with(user, "aud", "other"))),
                bad("for nobody", (issuer, user) -> issuer.token(with(user, "aud", null))),
                bad("forged", Issuer::forged),
                bad("unsigned", Issuer::unsigned),
                bad("signed with the public key", Issuer::confused),
                bad("cut off", (issuer, user) -> issuer.token(user).substring(0, 100)),
                bad("empty", (issuer, user) -> ""),
                bad("no token", (issuer, user) -> "secret"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("badTokens")
    void a_bad_token_is_refused_before_anything_else(String name, BiFunction<Issuer, String, String> token) {
        String bearer = bearer(token.apply(issuer, conversation.user()));
        try (SseClient stream = SseClient.post(url.getPort(), conversation.streamPath(), "no JSON", bearer)) {
            assertStreamRefused(stream, 401, "unauthenticated");
        }
        try (SseClient document = SseClient.post(url.getPort(), conversation.wholePath(), "no JSON", bearer)) {
            assertThat(document.header("Content-Type")).contains("application/problem+json");
            assertRefused(document, Conversation.json(document.rawBody()), 401, "unauthenticated");
        }
        assertThat(provider().requests()).isEmpty();
    }

    @Test
    void a_token_is_taken_from_the_header_alone() {
        String token = issuer.token(conversation.user());
        for (String header : new String[] {"X-None: ", "Cookie: Bearer=" + token, "Authorization: Basic " + token}) {
            try (SseClient stream = SseClient.post(
                    url.getPort(),
                    conversation.streamPath() + "?access_token=" + token + "&token=" + token,
                    conversation.body("Hi"),
                    header)) {
                assertStreamRefused(stream, 401, "unauthenticated");
            }
        }
    }

    @Test
    void a_token_without_a_user_is_nobodys() {
        String bearer = bearer(issuer.token(with("any", "sub", null)));
        try (SseClient stream =
                SseClient.post(url.getPort(), conversation.streamPath(), conversation.body("Hi"), bearer)) {
            assertStreamRefused(stream, 403, "forbidden");
        }
    }

    static Stream<Arguments> everyMethod() {
        return ResourceMethods.all().stream().map(method -> arguments(method.verb(), method.path()));
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("everyMethod")
    void no_method_can_be_reached_without_a_token_or_with_anothers(String verb, String template) {
        String path = ResourceMethods.path(template, conversation.user());
        try (SseClient none = SseClient.request(url.getPort(), verb, path, body(verb))) {
            assertThat(none.status()).isEqualTo(401);
            assertThat(none.rawBody()).contains("\"unauthenticated\"");
        }
        if (template.contains("{user_id}")) {
            String another = bearer(issuer.token("another"));
            try (SseClient client = SseClient.request(url.getPort(), verb, path, body(verb), another)) {
                assertThat(client.status()).isEqualTo(403);
                assertThat(client.rawBody()).contains("\"forbidden\"");
            }
            String mine = ResourceMethods.path(template, "me");
            try (SseClient client = SseClient.request(url.getPort(), verb, mine, "", another)) {
                assertThat(client.status()).isIn(200, 204, 400, 404);
            }
        }
        assertThat(provider().requests()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api/conversation-stream/%61lice",
                "/api/conversation-stream/alice/",
                "/api/conversation-stream;a=b/alice",
                "/api/conversation-stream/alice;a=b",
                "/api//conversation-stream/alice",
                "//api/conversation-stream/alice",
                "/api/./conversation-stream/alice",
                "/q/../api/conversation-stream/alice",
                "/%61pi/conversation-stream/alice",
                "/api/conversation-stream/bob/../alice",
                "/api/conversation-stream/bob%2F..%2Falice"
            })
    void another_spelling_of_a_path_is_no_way_around(String path) {
        for (String header : new String[] {"X-None: ", bearer(issuer.token("bob"))}) {
            try (SseClient client = SseClient.post(url.getPort(), path, conversation.body("Hi"), header)) {
                assertThat(client.status()).isIn(400, 401, 403, 404, 405);
            }
        }
        assertThat(provider().requests()).isEmpty();
    }

    @Test
    void what_an_operator_and_a_browser_load_needs_no_token() {
        for (String path : new String[] {"/q/health/ready", "/runnel/client.js", "/"}) {
            try (SseClient client = SseClient.get(url.getPort(), path)) {
                assertThat(client.status()).as(path).isEqualTo(200);
            }
        }
    }

    private static void assertStreamRefused(SseClient client, int status, String code) {
        assertThat(client.status()).as(client.rawBody()).isEqualTo(status);
        assertThat(client.header("Content-Type").orElse("")).startsWith("text/event-stream");
        SseEvents events = SseEvents.parse(client.rawBody());
        assertThat(events.types()).containsExactly("error");
        assertRefused(client, events.terminal(), status, code);
    }

    private static void assertRefused(SseClient client, JsonNode failure, int status, String code) {
        assertThat(client.status()).isEqualTo(status);
        assertThat(failure.path("code").asText()).isEqualTo(code);
        assertThat(failure.path("retryable").asBoolean(true)).isFalse();
        assertThat(client.header("WWW-Authenticate").isPresent()).isEqualTo(status == 401);
    }

    private static Arguments bad(String name, BiFunction<Issuer, String, String> token) {
        return arguments(name, token);
    }

    private static Map<String, Object> with(String user, String claim, Object value) {
        Map<String, Object> claims = Issuer.claims(user);
        claims.put(claim, value);
        claims.values().removeIf(java.util.Objects::isNull);
        return claims;
    }

    private static String bearer(String token) {
        return "Authorization: Bearer " + token;
    }

    private static String body(String verb) {
        return verb.equals("POST") ? "{\"message\":\"Hi\"}" : "";
    }
}
