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

/** Pages of the origins that {@code QUARKUS_HTTP_CORS_ORIGINS} names may open sockets, as they may send requests. */
@QuarkusTest
@TestProfile(Profiles.Guarded.class)
class AllowedOriginTest extends ProviderSuite {

    @Override
    protected Dialect dialect() {
        return Dialect.OPENAI;
    }

    @Test
    void a_page_of_an_allowed_origin_gets_a_socket_and_no_other_does() {
        String path = "/api/conversation-socket/" + conversation.user();
        SocketClient.open(conversation.port(), path, "Origin: https://shop.example")
                .close();
        RawConnection.Answer other = RawConnection.ask(
                        conversation.port(), SocketClient.handshake(path, "Origin: https://other.example"))
                .orElseThrow();
        assertThat(other.status()).isEqualTo(403);
    }
}
