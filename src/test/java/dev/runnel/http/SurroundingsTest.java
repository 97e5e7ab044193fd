package dev.runnel.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runnel.testing.Conversation;
import dev.runnel.testing.Dialect;
import dev.runnel.testing.Profiles;
import dev.runnel.testing.ProviderSuite;
import dev.runnel.testing.SocketClient;
import dev.runnel.testing.SseClient;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.vertx.core.Vertx;
import jakarta.inject.Inject;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the service believes of the network around it, and what it tells browsers. */
@QuarkusTest
@TestProfile(Profiles.Guarded.class)
class SurroundingsTest extends ProviderSuite {

    private static final String TRUSTED_PROXY = "127.0.0.2";
    private static final int ADDRESS_REQUESTS = 20;

    @Inject
    Vertx vertx;

    @Override
    protected Dialect dialect() {
        return Dialect.OPENAI;
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void sockets_are_waited_for_as_linux_does_it_best() {
        assertThat(vertx.isNativeTransportEnabled()).isTrue();
    }

    @Test
    void compression_can_be_left_to_others() {
        try (SseClient client = SseClient.post(
                url.getPort(), conversation.streamPath(), conversation.body("Hi"), "Accept-Encoding: gzip")) {
            assertThat(client.header("Content-Encoding")).isEmpty();
        }
        String offer = "Sec-WebSocket-Extensions: permessage-deflate";
        try (SocketClient socket = SocketClient.open(url.getPort(), "/api/conversation-socket/me", offer)) {
            assertThat(socket.header("Sec-WebSocket-Extensions")).isNull();
        }
    }

    @Test
    void a_page_of_an_origin_that_is_allowed_may_do_what_the_client_library_does() {
        for (String method : new String[] {"GET", "POST", "DELETE"}) {
            try (SseClient preflight = preflight("https://shop.example", method)) {
                assertThat(preflight.status()).isEqualTo(200);
                assertThat(preflight.header("Access-Control-Allow-Origin")).contains("https://shop.example");
                assertThat(preflight.header("Access-Control-Allow-Methods").orElse(""))
                        .contains(method);
                assertThat(preflight
                                .header("Access-Control-Allow-Headers")
                                .orElse("")
                                .split(","))
                        .contains(
                                "Authorization", "Content-Type", "Idempotency-Key", "Last-Event-ID", "X-Stainless-Lang")
                        .allMatch(header -> header.matches(
                                "Authorization|Content-Type|Idempotency-Key|Last-Event-ID|OpenAI-.*|X-Stainless-.*"));
                assertThat(preflight.header("Access-Control-Allow-Credentials").orElse("false"))
                        .isEqualTo("false");
            }
        }
        try (SseClient asked = SseClient.post(
                url.getPort(), conversation.streamPath(), conversation.body("Hi"), "Origin: https://shop.example")) {
            assertThat(asked.status()).isEqualTo(200);
            assertThat(asked.header("Access-Control-Allow-Origin")).contains("https://shop.example");
            assertThat(asked.header("Access-Control-Expose-Headers").orElse("")).contains("Retry-After");
        }
    }

    @Test
    void it_may_also_send_json_as_text() {
        try (SseClient asked = SseClient.post(
                url.getPort(),
                conversation.streamPath(),
                conversation.body("Hi"),
                "Content-Type: text/plain",
                "Origin: https://shop.example")) {
            assertThat(asked.status()).isEqualTo(200);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://evil.example", "http://shop.example", "https://shop.example.evil.example", "null"})
    void a_page_of_any_other_origin_may_not(String origin) {
        try (SseClient preflight = preflight(origin, "POST")) {
            assertThat(preflight.header("Access-Control-Allow-Origin")).isEmpty();
        }
        for (String type : List.of("application/json", "text/plain")) {
            try (SseClient asked = SseClient.post(
                    url.getPort(),
                    conversation.streamPath(),
                    conversation.body("Hi"),
                    "Content-Type: " + type,
                    "Origin: " + origin)) {
                assertThat(asked.status()).isEqualTo(403);
            }
        }
        assertThat(provider().requests()).isEmpty();
    }

    @Test
    void a_trusted_proxy_is_believed_whom_it_speaks_for() {
        for (int request = 0; request < ADDRESS_REQUESTS; request++) {
            assertThat(askBehindProxy("192.0.2.1")).isEqualTo(200);
        }
        assertThat(askBehindProxy("192.0.2.1")).isEqualTo(429);
        assertThat(askBehindProxy("192.0.2.2")).isEqualTo(200);
    }

    @Test
    void nobody_else_is() {
        int status = 200;
        for (int request = 0; request <= ADDRESS_REQUESTS; request++) {
            status = ask("127.0.0.8", "192.0.2." + (100 + request));
        }
        assertThat(status).isEqualTo(429);
    }

    @ParameterizedTest
    @CsvSource({
        "GET, /, no-cache",
        "GET, /q/health, no-store",
        "GET, /runnel/client.js, no-cache",
        "POST, /api/conversation/test, no-store",
        "POST, /api/conversation-stream/test, 'no-cache, no-transform'",
        "GET, /api/conversation-stream/test/no-such-reply, 'no-cache, no-transform'",
        "PUT, /api/conversation/test, no-store",
        "POST, /api/ai-sdk/test, no-store",
        "POST, /api/ag-ui/test, no-store",
        "POST, /v1/chat/completions, no-store",
        "GET, /v1/models, no-store",
        "GET, /no-such-thing, ''",
    })
    void every_response_says_how_browsers_have_to_treat_it(String method, String path, String caching) {
        String body = method.equals("POST") ? conversation.body("Hi") : "";
        try (SseClient client = SseClient.request(url.getPort(), method, path, body)) {
            assertThat(client.header("X-Content-Type-Options")).contains("nosniff");
            assertThat(client.header("Referrer-Policy")).contains("no-referrer");
            assertThat(client.header("X-Frame-Options")).contains("SAMEORIGIN");
            assertThat(client.header("Cache-Control").orElse("")).isEqualTo(caching);
        }
    }

    private SseClient preflight(String origin, String method) {
        return SseClient.request(
                url.getPort(),
                "OPTIONS",
                conversation.streamPath(),
                "",
                "Origin: " + origin,
                "Access-Control-Request-Method: " + method,
                "Access-Control-Request-Headers: authorization,content-type,idempotency-key,last-event-id");
    }

    private int askBehindProxy(String client) {
        return ask(TRUSTED_PROXY, client);
    }

    private int ask(String peer, String claimed) {
        Conversation another = Conversation.at(url.getPort());
        try (SseClient client = SseClient.to(url.getPort())
                .from(peer)
                .post(another.streamPath(), another.body("Hi"), "X-Forwarded-For: " + claimed)) {
            return client.status();
        }
    }
}
