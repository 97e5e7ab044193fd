package dev.runnel.http.socket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.runnel.testing.Dialect;
import dev.runnel.testing.Profiles;
import dev.runnel.testing.ProviderSuite;
import dev.runnel.testing.SocketClient;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Frames, right and wrong: the cases of Autobahn's test suite (github.com/crossbario/autobahn-testsuite) that a service of
 * text messages can meet, with its numbers. A message that arrives is answered, and the answer repeats its id.
 */
@QuarkusTest
@TestProfile(Profiles.OpenAi.class)
class FramesTest extends ProviderSuite {

    private static final byte[] NOTHING = {};
    private static final int LARGEST = 256 * 1024;

    @Inject
    MeterRegistry metrics;

    @Override
    protected Dialect dialect() {
        return Dialect.OPENAI;
    }

    private SocketClient open() {
        return SocketClient.open(conversation.port(), "/api/conversation-socket/" + conversation.user());
    }

    private static byte[] message(String id) {
        return ("{\"type\":\"resume\",\"id\":\"" + id + "\",\"session_id\":\"none\"}").getBytes(StandardCharsets.UTF_8);
    }

    private static void assertHeard(SocketClient client, String id) {
        JsonNode answer = client.next("nothing");
        assertThat(answer.path("id").asText()).isEqualTo(id);
    }

    /** Ids of 1.1.*: lengths at which the frame's head changes its form. */
    static Stream<Integer> lengths() {
        return Stream.of(0, 1, 60, 61, 62, 63, 64, 65, 66, 67, 68, 69, 70, 125, 126, 127, 128, 65_535, 65_536);
    }

    @ParameterizedTest
    @MethodSource("lengths")
    void a_message_of_any_length_is_heard(int length) {
        try (SocketClient client = open()) {
            String id = "x".repeat(length);
            client.sendFrame(true, SocketClient.TEXT, message(id));
            assertHeard(client, id);
        }
    }

    @Test
    void pings_are_answered_with_what_they_say_also_between_the_frames_of_a_message() {
        byte[] message = message("in pieces");
        try (SocketClient client = open()) {
            // 2.2, 2.4: with a text, and with 125 bytes.
            for (byte[] said : new byte[][] {NOTHING, "Hello".getBytes(StandardCharsets.UTF_8), new byte[125]}) {
                client.sendFrame(true, SocketClient.PING, said);
                assertPong(client, said);
            }
            // 5.6 to 5.8.
            client.sendFrame(false, SocketClient.TEXT, Arrays.copyOf(message, 5));
            client.sendFrame(true, SocketClient.PING, message);
            assertPong(client, message);
            client.sendFrame(true, SocketClient.CONTINUATION, Arrays.copyOfRange(message, 5, message.length));
            assertHeard(client, "in pieces");
            // 2.7: an answer to nothing.
            client.sendFrame(true, SocketClient.PONG, NOTHING);
            client.sendFrame(true, SocketClient.TEXT, message("still here"));
            assertHeard(client, "still here");
        }
    }

    private static void assertPong(SocketClient client, byte[] said) {
        SocketClient.Frame pong = client.nextFrame();
        assertThat(pong.opcode()).isEqualTo(SocketClient.PONG);
        assertThat(pong.payload()).isEqualTo(said);
    }

    @Test
    void a_message_may_come_in_any_number_of_frames_also_empty_ones_and_bytes_one_by_one() {
        byte[] message = message("ünïcödé 😀");
        try (SocketClient client = open()) {
            // 6.1.2, 6.1.3, 6.2.4, 6.4.*: characters that are cut between frames.
            client.sendFrame(false, SocketClient.TEXT, NOTHING);
            for (byte octet : message) {
                client.sendFrame(false, SocketClient.CONTINUATION, new byte[] {octet});
            }
            client.sendFrame(true, SocketClient.CONTINUATION, NOTHING);
            assertHeard(client, "ünïcödé 😀");
            // Two messages in one segment, and one in many.
            client.sendFrame(true, SocketClient.TEXT, message("1"));
            client.sendFrame(true, SocketClient.TEXT, message("2"));
            assertHeard(client, "1");
            assertHeard(client, "2");
        }
    }

    /** What is wrong, and the code of the close. */
    static Stream<Arguments> wrongFrames() {
        return Stream.of(
                Arguments.of("2.5 a ping of 126 bytes", 1002, bytes(0x89, 0xfe, 0, 126, 0, 0, 0, 0)),
                Arguments.of("3.1 reserved bits", 1002, bytes(0xc1, 0x80, 0, 0, 0, 0)),
                Arguments.of("4.1 a reserved opcode", 1002, bytes(0x83, 0x80, 0, 0, 0, 0)),
                Arguments.of("4.2 a reserved opcode of control", 1002, bytes(0x8b, 0x80, 0, 0, 0, 0)),
                Arguments.of("5.1 a ping in pieces", 1002, bytes(0x09, 0x80, 0, 0, 0, 0)),
                Arguments.of("5.9 a continuation of nothing", 1002, bytes(0x80, 0x80, 0, 0, 0, 0)),
                Arguments.of(
                        "5.18 a message within another", 1002, bytes(0x01, 0x80, 0, 0, 0, 0, 0x81, 0x80, 0, 0, 0, 0)),
                Arguments.of("without a mask", 1002, bytes(0x81, 0x01, 'x')),
                Arguments.of("6.3.1 no UTF-8", 1007, bytes(0x81, 0x82, 0, 0, 0, 0, 0xc3, 0x28)),
                Arguments.of("6.10.1 an overlong character", 1007, bytes(0x81, 0x82, 0, 0, 0, 0, 0xc0, 0xaf)),
                Arguments.of("6.14.1 half a surrogate", 1007, bytes(0x81, 0x83, 0, 0, 0, 0, 0xed, 0xa0, 0x80)),
                Arguments.of("6.6.1 a character that ends too early", 1007, bytes(0x81, 0x81, 0, 0, 0, 0, 0xce)),
                Arguments.of(
                        "7.5.1 a close with a reason that is no UTF-8",
                        1007,
                        bytes(0x88, 0x84, 0, 0, 0, 0, 0x03, 0xe8, 0xc3, 0x28)),
                Arguments.of("7.3.2 a close of one byte", 1002, bytes(0x88, 0x81, 0, 0, 0, 0, 0x03)),
                Arguments.of("7.9.1 a close with a code of nobody", 1002, bytes(0x88, 0x82, 0, 0, 0, 0, 0, 0)),
                Arguments.of("1.2.1 a binary message", 1003, bytes(0x82, 0x81, 0, 0, 0, 0, 1)),
                Arguments.of("a frame of a terabyte", 1009, bytes(0x81, 0xff, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0)));
    }

    private static byte[] bytes(int... octets) {
        byte[] bytes = new byte[octets.length];
        for (int i = 0; i < octets.length; i++) {
            bytes[i] = (byte) octets[i];
        }
        return bytes;
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("wrongFrames")
    void a_wrong_frame_closes_the_socket_with_its_code(String what, int code, byte[] frames) {
        double before = closes(code);
        try (SocketClient client = open()) {
            client.sendRaw(frames);
            assertThat(client.closeCode()).isEqualTo(code);
        }
        await().untilAsserted(() -> assertThat(closes(code)).isEqualTo(before + 1));
    }

    @Test
    void a_message_that_is_too_large_closes_the_socket_however_it_is_cut() {
        try (SocketClient client = open()) {
            client.sendFrame(true, SocketClient.TEXT, new byte[LARGEST + 1]);
            assertThat(client.closeCode()).isEqualTo(1009);
        }
        try (SocketClient client = open()) {
            byte[] part = "x".repeat(LARGEST / 2).getBytes(StandardCharsets.UTF_8);
            client.sendFrame(false, SocketClient.TEXT, part);
            client.sendFrame(false, SocketClient.CONTINUATION, part);
            client.sendFrame(false, SocketClient.CONTINUATION, new byte[] {'x'});
            assertThat(client.closeCode()).isEqualTo(1009);
        }
    }

    /** 7.1.1, 7.7.*: the close of a client is answered with its own code. */
    @ParameterizedTest
    @MethodSource("goodCodes")
    void a_client_that_closes_gets_its_code_back(int code) {
        try (SocketClient client = open()) {
            client.sendFrame(true, SocketClient.CLOSE, new byte[] {(byte) (code >> 8), (byte) code});
            assertThat(client.closeCode()).isEqualTo(code);
        }
    }

    static Stream<Integer> goodCodes() {
        return Stream.of(1000, 1001, 1002, 1003, 1007, 1008, 1009, 1010, 1011, 3000, 3999, 4000, 4999);
    }

    @Test
    void a_close_without_a_code_is_answered_and_what_comes_after_it_is_not() {
        try (SocketClient client = open()) {
            client.sendFrame(true, SocketClient.CLOSE, NOTHING);
            client.sendFrame(true, SocketClient.TEXT, message("too late"));
            assertThat(client.nextFrame().opcode()).isEqualTo(SocketClient.CLOSE);
        }
    }

    private double closes(int code) {
        Counter counter = metrics.find("runnel.socket.closes")
                .tag("code", Integer.toString(code))
                .counter();
        return counter == null ? 0 : counter.count();
    }
}
