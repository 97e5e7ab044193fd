package dev.runnel.http.socket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.runnel.front.socket.ShownReplies;
import dev.runnel.testing.Dialect;
import dev.runnel.testing.Gate;
import dev.runnel.testing.OneProvider;
import dev.runnel.testing.ProviderSuite;
import dev.runnel.testing.Script;
import dev.runnel.testing.SocketClient;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.util.Collections;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** No conversation on a socket holds up another. */
@QuarkusTest
@TestProfile(SharedSocketTest.Profile.class)
class SharedSocketTest extends ProviderSuite {

    /** More than the sockets between client and service hold. */
    private static final int MORE_THAN_FITS = 3_000;

    private static final String PIECE = "x".repeat(5_000);

    public static final class Profile extends OneProvider {
        public Profile() {
            super(
                    "openai",
                    Map.of(
                            "runnel.reply.max-characters", "100000000",
                            "runnel.reply.max-chunks", "1000000",
                            "runnel.reply.slow-viewer-timeout", "1s",
                            "runnel.reply.orphan-grace", "30s"));
        }
    }

    @Inject
    MeterRegistry metrics;

    @Override
    protected Dialect dialect() {
        return Dialect.OPENAI;
    }

    @Test
    void a_long_reply_that_is_read_again_does_not_hold_up_another() {
        Gate gate = new Gate();
        provider()
                .enqueue(
                        Script.tokens(Collections.nCopies(MORE_THAN_FITS, PIECE).toArray(String[]::new)));
        String large;
        try (ShownReplies first = ShownReplies.on(conversation)) {
            large = first.ask("much");
            first.hearEnd(large);
        }
        provider().enqueue(Script.tokens("one ").holdAt(gate).then("two"));
        try (ShownReplies socket = ShownReplies.on(conversation)) {
            String live = socket.ask("little");
            socket.hearText(live, "one ");
            socket.say("resume", "reply_id", large);
            socket.hear("showing");
            gate.open();
            socket.hearEnd(live);
            assertThat(socket.text(live)).isEqualTo("one two");
            assertThat(socket.text(large).length()).isLessThan(MORE_THAN_FITS * PIECE.length() / 2);
            socket.hearEnd(large);
            assertThat(socket.text(large)).hasSize(MORE_THAN_FITS * PIECE.length());
        }
    }

    @Test
    void a_reply_that_nobody_reads_is_cut_and_goes_on_from_there() {
        provider()
                .enqueue(
                        Script.tokens(Collections.nCopies(MORE_THAN_FITS, PIECE).toArray(String[]::new)));
        try (ShownReplies slow =
                new ShownReplies(SocketClient.openNarrow(conversation.port(), ShownReplies.path(conversation)))) {
            String reply = slow.ask("much");
            await().until(() -> gauge("runnel.socket.replies") == 0);
            JsonNode cut = slow.hear("cut");
            assertThat(cut.path("reply_id").asText()).isEqualTo(reply);
            assertThat(cut.path("after").asLong()).isEqualTo(slow.seen(reply));
            slow.say("resume", "reply_id", reply, "after", slow.seen(reply));
            slow.hearEnd(reply);
            assertThat(slow.text(reply)).hasSize(MORE_THAN_FITS * PIECE.length());
        }
    }

    private double gauge(String name) {
        Gauge gauge = metrics.find(name).gauge();
        return gauge == null ? -1 : gauge.value();
    }
}
