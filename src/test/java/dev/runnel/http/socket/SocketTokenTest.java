package dev.runnel.http.socket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.runnel.front.socket.ShownReplies;
import dev.runnel.testing.Conversation;
import dev.runnel.testing.Dialect;
import dev.runnel.testing.Gate;
import dev.runnel.testing.Issuer;
import dev.runnel.testing.Profiles;
import dev.runnel.testing.ProviderSuite;
import dev.runnel.testing.RawConnection;
import dev.runnel.testing.Script;
import dev.runnel.testing.SocketClient;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Who may open a socket, and how long they may stay. */
@QuarkusTest
@TestProfile(Profiles.Jwt.class)
class SocketTokenTest extends ProviderSuite {

    /** Replies have two seconds after a token's end. */
    Issuer issuer;

    @Override
    protected Dialect dialect() {
        return Dialect.OPENAI;
    }

    private String path() {
        return ShownReplies.path(conversation);
    }

    @Test
    void the_bearer_of_a_good_token_gets_a_socket_by_header_or_as_a_page_by_protocol() {
        provider().byDefault(Script.reply("Hello"));
        String token = issuer.token(conversation.user());
        for (String header :
                new String[] {"Authorization: Bearer " + token, "Sec-WebSocket-Protocol: runnel, bearer." + token}) {
            try (ShownReplies socket = ShownReplies.on(conversation, header)) {
                String reply = socket.ask("Hi");
                socket.hearEnd(reply);
                assertThat(socket.text(reply)).isEqualTo("Hello");
                assertThat(socket.client().header("Sec-WebSocket-Protocol"))
                        .isEqualTo(header.startsWith("Sec") ? "runnel" : null);
            }
        }
    }

    @Test
    void the_socket_of_me_is_that_of_the_user_in_the_token() {
        provider().byDefault(Script.reply("Hello"));
        Conversation mine = new Conversation(conversation.port(), "me", conversation.session());
        String header = "Authorization: Bearer " + issuer.token(conversation.user());
        try (ShownReplies socket = ShownReplies.on(mine, header);
                ShownReplies named = ShownReplies.on(conversation, header)) {
            String reply = socket.ask("Hi");
            socket.hearEnd(reply);
            named.say("resume", "reply_id", reply);
            named.hearEnd(reply);
            assertThat(named.text(reply)).isEqualTo("Hello");
        }
    }

    @Test
    void without_a_good_token_or_with_anothers_there_is_no_socket() {
        assertRefused(401, "unauthenticated");
        assertRefused(401, "unauthenticated", "Authorization: Bearer " + issuer.forged(conversation.user()));
        assertRefused(401, "unauthenticated", "Sec-WebSocket-Protocol: runnel, bearer.secret");
        assertRefused(403, "forbidden", "Authorization: Bearer " + issuer.token("another"));
        assertThat(RawConnection.ask(
                                conversation.port(),
                                SocketClient.handshake(path() + "?token=" + issuer.token(conversation.user())))
                        .orElseThrow()
                        .status())
                .isEqualTo(401);
    }

    private void assertRefused(int status, String code, String... headers) {
        RawConnection.Answer answer = RawConnection.ask(conversation.port(), SocketClient.handshake(path(), headers))
                .orElseThrow();
        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.body()).contains("\"" + code + "\"");
    }

    @Test
    void a_socket_without_replies_closes_when_its_token_expires() {
        try (ShownReplies socket = ShownReplies.on(conversation, expiringIn(2))) {
            assertThat(socket.client().closeCode()).isEqualTo(3000);
        }
    }

    @Test
    void replies_go_on_for_the_grace_and_nothing_new_begins() {
        Gate gate = new Gate();
        provider().byDefault(Script.tokens("one ").holdAt(gate).then("two"));
        try (ShownReplies socket = ShownReplies.on(conversation, expiringIn(2))) {
            String reply = socket.ask("Hi");
            await().pollInterval(Duration.ofMillis(100)).untilAsserted(() -> {
                socket.say("resume", "reply_id", "nobodys");
                assertThat(socket.hear("error").path("code").asText()).isEqualTo("unauthenticated");
            });
            gate.open();
            socket.hearEnd(reply);
            assertThat(socket.text(reply)).isEqualTo("one two");
            assertThat(socket.client().closeCode()).isEqualTo(3000);
        }
    }

    @Test
    void a_reply_that_takes_longer_than_the_grace_can_be_resumed_with_a_new_token() {
        Gate gate = new Gate();
        provider().byDefault(Script.tokens("one ").holdAt(gate).then("two"));
        String reply;
        try (ShownReplies socket = ShownReplies.on(conversation, expiringIn(1))) {
            reply = socket.ask("Hi");
            assertThat(socket.client().closeCode()).isEqualTo(3000);
        }
        gate.open();
        try (ShownReplies socket =
                ShownReplies.on(conversation, "Authorization: Bearer " + issuer.token(conversation.user()))) {
            socket.say("resume", "reply_id", reply);
            assertThat(socket.hear("showing").path("reply_id").asText()).isEqualTo(reply);
        }
    }

    @Test
    void a_new_token_lets_the_client_stay_and_anothers_does_not() {
        try (ShownReplies socket = ShownReplies.on(conversation, expiringIn(2))) {
            socket.say("token", "id", "bad", "token", issuer.token("another"));
            assertThat(socket.hear("error").path("code").asText()).isEqualTo("unauthenticated");
            socket.say("token", "id", "good", "token", issuer.token(conversation.user()));
            assertThat(socket.hear("done").path("id").asText()).isEqualTo("good");
            try (ShownReplies other = ShownReplies.on(conversation, expiringIn(2))) {
                assertThat(other.client().closeCode()).isEqualTo(3000);
            }
            socket.say("resume", "reply_id", "nobodys");
            assertThat(socket.hear("error").path("code").asText()).isEqualTo("reply_unknown");
        }
    }

    private String expiringIn(int seconds) {
        Map<String, Object> claims = new HashMap<>(Issuer.claims(conversation.user()));
        claims.put("exp", Issuer.now() + seconds);
        return "Authorization: Bearer " + issuer.token(claims);
    }
}
