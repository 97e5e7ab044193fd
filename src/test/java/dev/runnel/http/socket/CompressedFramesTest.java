package dev.runnel.http.socket;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.runnel.testing.Conversation;
import dev.runnel.testing.Dialect;
import dev.runnel.testing.Profiles;
import dev.runnel.testing.ProviderSuite;
import dev.runnel.testing.SocketClient;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.zip.Deflater;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Compressed frames, right and wrong: the cases of Autobahn's chapters 12 and 13, and of RFC 7692. */
@QuarkusTest
@TestProfile(Profiles.OpenAi.class)
class CompressedFramesTest extends ProviderSuite {

    private static final int LARGEST = 256 * 1024;
    private static final int COMPRESSED_TEXT = SocketClient.COMPRESSED | SocketClient.TEXT;

    @Inject
    MeterRegistry metrics;

    @Override
    protected Dialect dialect() {
        return Dialect.OPENAI;
    }

    private DeflatingClient open(String offer) {
        return DeflatingClient.open(
                conversation.port(), "/api/conversation-socket/" + conversation.user(), List.of(offer));
    }

    private static String message(String id) {
        return "{\"type\":\"resume\",\"id\":\"" + id + "\",\"session_id\":\"none\"}";
    }

    private static void assertHeard(DeflatingClient client, String id) {
        JsonNode answer = Conversation.json(client.nextText());
        assertThat(answer.path("id").asText()).isEqualTo(id);
    }

    /** 13.1 to 13.7, and those with the client's window. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "permessage-deflate",
                "permessage-deflate; server_no_context_takeover; client_no_context_takeover",
                "permessage-deflate; server_max_window_bits=8",
                "permessage-deflate; server_max_window_bits=15",
                "permessage-deflate; server_no_context_takeover; server_max_window_bits=9; client_no_context_takeover",
                "permessage-deflate; server_max_window_bits=9, permessage-deflate; server_no_context_takeover",
                "permessage-deflate; client_max_window_bits",
            })
    void messages_of_all_lengths_go_both_ways_in_whatever_was_agreed(String offer) {
        try (DeflatingClient client = open(offer)) {
            // 12.*.1 to 12.*.9: the lengths of the messages.
            for (int length : new int[] {16, 64, 256, 1024, 4096, 8192, 16_384, 32_768, 65_536, 131_072}) {
                String id = words(length);
                client.send(message(id), LARGEST);
                assertHeard(client, id);
            }
            // 12.*.11 and later: in frames of so many bytes.
            for (int frame : new int[] {1, 256, 1024}) {
                String id = words(frame * 20);
                client.send(message(id), frame);
                assertHeard(client, id);
            }
        }
    }

    /** They repeat themselves near and far, as words do. */
    private static String words(int length) {
        Random random = new Random(length);
        StringBuilder words = new StringBuilder();
        while (words.length() < length) {
            words.append(Integer.toString(random.nextInt(500), 36)).append(random.nextInt(9) == 0 ? "ü " : " ");
        }
        return words.substring(0, length);
    }

    @Test
    void what_was_said_before_need_not_be_sent_again() {
        double before = bytes("before");
        double after = bytes("after");
        try (DeflatingClient client = open("permessage-deflate")) {
            String id = words(200);
            for (int time = 0; time < 20; time++) {
                client.send(message(id), LARGEST);
                SocketClient.Frame frame = client.nextFrame();
                assertThat(frame.isCompressed()).isTrue();
                assertThat(client.text(frame)).contains(id);
                if (time > 0) {
                    assertThat(frame.payload().length).isLessThan(20);
                }
            }
        }
        assertThat(bytes("after") - after).isLessThan((bytes("before") - before) / 5);
    }

    @Test
    void a_message_may_come_uncompressed_all_the_same_with_pings_between_frames_of_a_compressed_one() {
        try (DeflatingClient client = open("permessage-deflate")) {
            client.raw().sendFrame(true, SocketClient.TEXT, message("plain").getBytes(StandardCharsets.UTF_8));
            assertHeard(client, "plain");
            byte[] blocks = client.compressed(message("in two"));
            client.raw().sendFrame(false, COMPRESSED_TEXT, Arrays.copyOf(blocks, 7));
            client.raw().sendFrame(true, SocketClient.PING, new byte[] {1});
            client.raw().sendFrame(true, SocketClient.CONTINUATION, Arrays.copyOfRange(blocks, 7, blocks.length));
            assertThat(client.raw().nextFrame().opcode()).isEqualTo(SocketClient.PONG);
            assertHeard(client, "in two");
        }
    }

    /** RFC 7692, 7.2.3.4. */
    @Test
    void a_message_may_end_with_a_last_block() {
        try (DeflatingClient client = open("permessage-deflate; client_no_context_takeover")) {
            Deflater deflater = new Deflater(9, true);
            deflater.setInput(message("the last").getBytes(StandardCharsets.UTF_8));
            deflater.finish();
            byte[] blocks = new byte[200];
            int length = deflater.deflate(blocks);
            deflater.end();
            // A zero behind it, which with the four bytes that are not sent makes an empty block.
            client.raw().sendFrame(true, COMPRESSED_TEXT, Arrays.copyOf(blocks, length + 1));
            assertHeard(client, "the last");
        }
    }

    static List<Wrong> wrongFrames() {
        return List.of(
                new Wrong("a compressed ping", 1002, SocketClient.COMPRESSED | SocketClient.PING, new byte[0]),
                new Wrong("another reserved bit", 1002, 0x20 | SocketClient.TEXT, new byte[0]),
                new Wrong("no blocks", 1007, COMPRESSED_TEXT, new byte[] {(byte) 0xff, (byte) 0xff, 1, 2}),
                new Wrong("no UTF-8", 1007, COMPRESSED_TEXT, DeflatingClient.once(new byte[] {'"', (byte) 0xc3, '"'})),
                new Wrong("a thousand last blocks", 1007, COMPRESSED_TEXT, lastBlocks(1000)),
                new Wrong("a bomb", 1009, COMPRESSED_TEXT, DeflatingClient.once(new byte[100 * LARGEST])),
                new Wrong("compressed binary", 1003, 0x40 | SocketClient.BINARY, DeflatingClient.once(new byte[9])));
    }

    record Wrong(String what, int code, int opcode, byte[] payload) {
        @Override
        public String toString() {
            return what;
        }
    }

    private static byte[] lastBlocks(int count) {
        byte[] blocks = new byte[2 * count];
        for (int i = 0; i < count; i++) {
            blocks[2 * i] = 3;
        }
        return blocks;
    }

    @ParameterizedTest
    @MethodSource("wrongFrames")
    void a_wrong_frame_closes_the_socket_with_its_code(Wrong wrong) {
        try (DeflatingClient client = open("permessage-deflate")) {
            client.raw().sendFrame(true, wrong.opcode(), wrong.payload());
            assertThat(client.raw().closeCode()).isEqualTo(wrong.code());
        }
    }

    @Test
    void a_compressed_continuation_closes_the_socket() {
        try (DeflatingClient client = open("permessage-deflate")) {
            byte[] blocks = client.compressed(message("wrong"));
            client.raw().sendFrame(false, COMPRESSED_TEXT, Arrays.copyOf(blocks, 3));
            client.raw().sendFrame(true, SocketClient.COMPRESSED, Arrays.copyOfRange(blocks, 3, blocks.length));
            assertThat(client.raw().closeCode()).isEqualTo(1002);
        }
    }

    @Test
    void a_message_of_many_frames_is_bounded_before_it_is_read() {
        try (DeflatingClient client = open("permessage-deflate")) {
            byte[] part = new byte[LARGEST / 2];
            client.raw().sendFrame(false, COMPRESSED_TEXT, part);
            client.raw().sendFrame(false, SocketClient.CONTINUATION, part);
            client.raw().sendFrame(false, SocketClient.CONTINUATION, new byte[1]);
            assertThat(client.raw().closeCode()).isEqualTo(1009);
        }
    }

    /** As Firefox opens a socket. */
    @Test
    void a_browser_that_does_not_let_its_window_be_chosen_is_told_to_forget() {
        try (SocketClient client = SocketClient.open(
                conversation.port(),
                "/api/conversation-socket/" + conversation.user(),
                "Sec-Fetch-Mode: websocket",
                "Sec-WebSocket-Extensions: permessage-deflate")) {
            assertThat(client.header("Sec-WebSocket-Extensions"))
                    .isEqualTo("permessage-deflate; client_no_context_takeover");
        }
    }

    @Test
    void who_offers_nothing_gets_nothing() {
        try (SocketClient client =
                SocketClient.open(conversation.port(), "/api/conversation-socket/" + conversation.user())) {
            assertThat(client.header("Sec-WebSocket-Extensions")).isNull();
            client.send(message("plain"));
            assertThat(client.nextFrame().isCompressed()).isFalse();
        }
    }

    private double bytes(String stage) {
        return metrics.get("runnel.socket.compression")
                .tag("stage", stage)
                .counter()
                .count();
    }
}
