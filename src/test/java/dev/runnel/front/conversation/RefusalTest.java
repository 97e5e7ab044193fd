package dev.runnel.front.conversation;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toCollection;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.fasterxml.jackson.databind.JsonNode;
import dev.runnel.testing.Conversation;
import dev.runnel.testing.Dialect;
import dev.runnel.testing.Profiles;
import dev.runnel.testing.ProviderSuite;
import dev.runnel.testing.ResourceMethods;
import dev.runnel.testing.ResourceMethods.ResourceMethod;
import dev.runnel.testing.SseClient;
import dev.runnel.testing.SseEvents;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.io.ByteArrayInputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What is no question is refused at the door, in the form that the endpoint's clients read. */
@QuarkusTest
@TestProfile(Profiles.OpenAi.class)
class RefusalTest extends ProviderSuite {
    private static final int MAX_LENGTH = 8_000;
    private static final int MAX_BODY = 256 * 1024;

    enum Endpoint {
        STREAM("/api/conversation-stream/"),
        WHOLE("/api/conversation/");

        private final String path;

        Endpoint(String path) {
            this.path = path;
        }
    }

    @Override
    protected Dialect dialect() {
        return Dialect.OPENAI;
    }

    @AfterEach
    void no_provider_was_asked() {
        assertThat(provider().requests()).isEmpty();
    }

    static Stream<Arguments> bodies() {
        return onBothEndpoints(
                arguments("no body", 400, "invalid_json", ""),
                arguments("broken JSON", 400, "invalid_json", "{\"message\": \"Hi\""),
                arguments("no JSON", 400, "invalid_json", "Hi"),
                arguments("an array", 400, "invalid_json", "[{\"message\":\"Hi\"}]"),
                arguments("a string", 400, "invalid_json", "\"Hi\""),
                arguments("null", 400, "invalid_json", "null"),
                arguments("a number as the message", 400, "invalid_json", "{\"message\":7}"),
                arguments("a truth as the message", 400, "invalid_json", "{\"message\":true}"),
                arguments("an object as the message", 400, "invalid_json", "{\"message\":{\"text\":\"Hi\"}}"),
                arguments("no message", 400, "message_required", "{}"),
                arguments("null as the message", 400, "message_required", "{\"message\":null}"),
                arguments("an empty message", 400, "message_required", "{\"message\":\"\"}"),
                arguments(
                        "a message of nothing but invisible characters",
                        400,
                        "message_required",
                        "{\"message\":\"\\u200b\\u200e\\ufeff\\u2060\\u3164\\ufe0f\\u00ad\\u2800 \"}"),
                arguments("a blank message", 400, "message_required", "{\"message\":\" \\t\\n\\u2003\"}"),
                arguments("a message too long", 400, "message_too_long", message("x".repeat(MAX_LENGTH + 1))),
                arguments("a bad session id", 400, "session_id_invalid", withSession("a b")),
                arguments("an empty session id", 400, "session_id_invalid", withSession("")),
                arguments("a session id with braces", 400, "session_id_invalid", withSession("{a}")),
                arguments("a session id too long", 400, "session_id_invalid", withSession("x".repeat(129))),
                arguments("a number as the session id", 400, "invalid_json", "{\"message\":\"Hi\",\"session_id\":7}"));
    }

    @ParameterizedTest(name = "{1} at {0}")
    @MethodSource("bodies")
    void a_body_that_asks_nothing_is_refused(Endpoint endpoint, String name, int status, String code, String body) {
        try (SseClient client = SseClient.post(url.getPort(), endpoint.path + conversation.user(), body)) {
            assertRefused(client, endpoint, status, code);
        }
    }

    static Stream<Arguments> users() {
        return onBothEndpoints(
                arguments("a%20b"),
                arguments("%7Ba%7D"),
                arguments("a%2Fb"),
                arguments("%C3%A9"),
                arguments("x".repeat(129)));
    }

    @ParameterizedTest(name = "{1} at {0}")
    @MethodSource("users")
    void a_bad_user_id_is_refused(Endpoint endpoint, String user) {
        try (SseClient client = SseClient.post(url.getPort(), endpoint.path + user, message("Hi"))) {
            assertRefused(client, endpoint, 400, "user_id_invalid");
        }
    }

    @ParameterizedTest
    @EnumSource
    void a_content_type_other_than_json_or_text_is_refused(Endpoint endpoint) {
        for (String type : List.of("application/x-www-form-urlencoded", "multipart/form-data", "text/html")) {
            try (SseClient client = SseClient.post(
                    url.getPort(), endpoint.path + conversation.user(), message("Hi"), "Content-Type: " + type)) {
                assertRefused(client, endpoint, 415, "unsupported_media_type");
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void another_method_is_refused(Endpoint endpoint) {
        try (SseClient client =
                SseClient.request(url.getPort(), "PUT", endpoint.path + conversation.user(), message("Hi"))) {
            assertRefused(client, endpoint, 405, "method_not_allowed");
        }
    }

    @Test
    void a_method_that_is_refused_comes_with_those_that_are_not() {
        Map<String, TreeSet<String>> methods = ResourceMethods.all().stream()
                .collect(groupingBy(ResourceMethod::path, mapping(ResourceMethod::verb, toCollection(TreeSet::new))));
        methods.forEach((template, verbs) -> {
            String path = ResourceMethods.path(template, conversation.user());
            try (SseClient client = SseClient.request(url.getPort(), "PUT", path, "")) {
                assertThat(client.status()).as(path).isEqualTo(405);
                assertThat(client.header("Allow")).as(path).contains(String.join(", ", verbs));
            }
        });
    }

    @ParameterizedTest
    @EnumSource
    void an_answer_in_another_format_is_refused(Endpoint endpoint) {
        try (SseClient client = SseClient.post(
                url.getPort(), endpoint.path + conversation.user(), message("Hi"), "Accept: application/xml")) {
            assertRefused(client, endpoint, 406, "not_acceptable");
        }
    }

    @ParameterizedTest
    @EnumSource
    void a_body_that_announces_to_be_too_large_is_refused_before_it_comes(Endpoint endpoint) {
        try (SseClient client = SseClient.post(
                url.getPort(),
                endpoint.path + conversation.user(),
                message("Hi"),
                "Content-Length: " + (MAX_BODY + 1))) {
            assertRefused(client, endpoint, 413, "body_too_large");
            assertThat(client.header("Connection")).contains("close");
        }
    }

    @ParameterizedTest
    @EnumSource
    void a_body_that_grows_too_large_is_refused_when_it_does(Endpoint endpoint) throws Exception {
        byte[] body = message("x".repeat(MAX_BODY)).getBytes(StandardCharsets.UTF_8);
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + url.getPort() + endpoint.path + conversation.user()))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(body)))
                .build();
        try (HttpClient http =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()) {
            HttpResponse<String> response = http.send(request, HttpResponse.BodyHandlers.ofString());
            assertForm(
                    endpoint,
                    413,
                    "body_too_large",
                    response.headers().firstValue("Content-Type").orElse(""),
                    response.body());
            assertThat(response.statusCode()).isEqualTo(413);
        }
    }

    @Test
    void a_reply_that_never_was_is_not_found() {
        try (SseClient client = SseClient.get(url.getPort(), conversation.streamPath() + "/no-such-reply")) {
            assertThat(client.status()).isEqualTo(404);
            assertThat(SseEvents.parse(client.rawBody()).terminal().path("code").asText())
                    .isIn("not_found", "reply_unknown");
        }
    }

    private static void assertRefused(SseClient client, Endpoint endpoint, int status, String code) {
        assertThat(client.status()).as(client.rawBody()).isEqualTo(status);
        assertForm(endpoint, status, code, client.header("Content-Type").orElse(""), client.rawBody());
    }

    private static void assertForm(Endpoint endpoint, int status, String code, String contentType, String body) {
        JsonNode failure =
                switch (endpoint) {
                    case STREAM -> {
                        assertThat(contentType).startsWith("text/event-stream");
                        assertThat(body)
                                .startsWith("data: {\"type\":\"error\",\"code\":")
                                .endsWith("}\n\n");
                        SseEvents events = SseEvents.parse(body);
                        assertThat(events.types()).containsExactly("error");
                        yield events.terminal();
                    }
                    case WHOLE -> {
                        assertThat(contentType).startsWith("application/problem+json");
                        JsonNode problem = Conversation.json(body);
                        assertThat(problem.path("status").asInt()).isEqualTo(status);
                        assertThat(problem.path("title").asText()).isNotBlank();
                        yield problem;
                    }
                };
        assertThat(failure.path("code").asText()).isEqualTo(code);
        assertThat(failure.path("message").asText()).isNotBlank();
        assertThat(failure.path("retryable").asBoolean(true)).isFalse();
    }

    private static Stream<Arguments> onBothEndpoints(Arguments... cases) {
        return Stream.of(Endpoint.values()).flatMap(endpoint -> Arrays.stream(cases)
                .map(one -> Arguments.of(Stream.concat(Stream.of(endpoint), Arrays.stream(one.get()))
                        .toArray())));
    }

    private static String message(String text) {
        return Conversation.JSON.createObjectNode().put("message", text).toString();
    }

    private static String withSession(String session) {
        return new Conversation(0, "", session).body("Hi");
    }
}
