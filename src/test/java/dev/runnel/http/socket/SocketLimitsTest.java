package dev.runnel.http.socket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.runnel.front.socket.ShownReplies;
import dev.runnel.testing.Dialect;
import dev.runnel.testing.OneProvider;
import dev.runnel.testing.ProviderSuite;
import dev.runnel.testing.RawConnection;
import dev.runnel.testing.SocketClient;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Nobody holds a socket for nothing. */
@QuarkusTest
@TestProfile(SocketLimitsTest.Profile.class)
class SocketLimitsTest extends ProviderSuite {

    private static final int PER_USER = 3;
    private static final int FRAMES = 60;

    public static final class Profile extends OneProvider {
        public Profile() {
            super(
                    "openai",
                    Map.of(
                            "runnel.socket.per-user", Integer.toString(PER_USER),
                            "runnel.socket.frames", Integer.toString(FRAMES),
                            "runnel.socket.ping-interval", "500ms"));
        }
    }

    @Override
    protected Dialect dialect() {
        return Dialect.OPENAI;
    }

    @Test
    void a_user_has_so_many_sockets_and_another_one_when_one_is_closed() {
        List<SocketClient> open = new ArrayList<>();
        for (int i = 0; i < PER_USER; i++) {
            open.add(SocketClient.open(conversation.port(), ShownReplies.path(conversation)));
        }
        String handshake = SocketClient.handshake(ShownReplies.path(conversation));
        RawConnection.Answer full =
                RawConnection.ask(conversation.port(), handshake).orElseThrow();
        assertThat(full.status()).isEqualTo(429);
        assertThat(full.body()).contains("\"too_many_replies\"");
        assertThat(full.headers()).containsKey("retry-after");
        SocketClient.open(conversation.port(), "/api/conversation-socket/other").close();
        open.removeFirst().close();
        await().untilAsserted(() -> SocketClient.open(conversation.port(), ShownReplies.path(conversation))
                .close());
        open.forEach(SocketClient::close);
    }

    @Test
    void a_flood_of_frames_closes_the_socket() {
        try (SocketClient client = SocketClient.open(conversation.port(), ShownReplies.path(conversation))) {
            for (int i = 0; i <= FRAMES; i++) {
                client.sendFrame(true, SocketClient.PING, new byte[] {1});
            }
            assertThat(client.closeCode()).isEqualTo(1008);
        }
    }

    @Test
    void who_answers_no_ping_is_gone_and_who_does_stays() {
        try (SocketClient here = SocketClient.open(conversation.port(), ShownReplies.path(conversation));
                SocketClient gone = SocketClient.open(conversation.port(), ShownReplies.path(conversation))
                        .fallSilent()) {
            Thread reader = Thread.startVirtualThread(() -> here.next("nothing"));
            assertThat(gone.closeCode()).isEqualTo(3008);
            here.send("{\"type\":\"resume\",\"session_id\":\"none\"}");
            await().until(() -> !reader.isAlive());
        }
    }
}
