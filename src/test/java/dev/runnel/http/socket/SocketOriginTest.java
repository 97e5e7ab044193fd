package dev.runnel.http.socket;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runnel.testing.Dialect;
import dev.runnel.testing.Profiles;
import dev.runnel.testing.ProviderSuite;
import dev.runnel.testing.RawConnection;
import dev.runnel.testing.SocketClient;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A browser asks nobody before it opens a socket for a page: the service has to look whose page it is. */
@QuarkusTest
@TestProfile(Profiles.OpenAi.class)
class SocketOriginTest extends ProviderSuite {

    @Override
    protected Dialect dialect() {
        return Dialect.OPENAI;
    }

    private String path() {
        return "/api/conversation-socket/" + conversation.user();
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://evil.example", "null", "http://localhost.evil.example", "file://"})
    void pages_of_other_origins_get_no_socket(String origin) {
        RawConnection.Answer answer = RawConnection.ask(
                        conversation.port(), SocketClient.handshake(path(), "Origin: " + origin))
                .orElseThrow();
        assertThat(answer.status()).isEqualTo(403);
        assertThat(answer.body()).contains("\"forbidden\"");
    }

    @Test
    void the_services_own_page_and_what_is_no_page_get_one() {
        SocketClient.open(conversation.port(), path(), "Origin: http://localhost")
                .close();
        SocketClient.open(conversation.port(), path()).close();
    }

    @Test
    void a_handshake_that_is_none_is_refused_with_a_reason() {
        String good = SocketClient.handshake(path());
        assertRefused(good.replace("Sec-WebSocket-Version: 13", "Sec-WebSocket-Version: 8"), 426);
        assertRefused(good.replace("Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==", "Sec-WebSocket-Key: short"), 400);
        assertRefused(good.replace("Connection: keep-alive, Upgrade", "Connection: keep-alive"), 400);
        assertRefused(good.replace("Upgrade: websocket\r\n", ""), 426);
        assertRefused(good.replace(conversation.user(), "a%20b"), 400);
        assertRefused(good.replace("Host:", "Sec-WebSocket-Protocol: bearer.abc\r\nHost:"), 400);
    }

    private void assertRefused(String request, int status) {
        RawConnection.Answer answer =
                RawConnection.ask(conversation.port(), request).orElseThrow();
        assertThat(answer.status()).as(request).isEqualTo(status);
        assertThat(answer.body()).contains("\"code\":");
    }
}
