package dev.runnel.front.aisdk;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.runnel.front.FrontProfiles;
import dev.runnel.testing.Conversation;
import dev.runnel.testing.Script;
import dev.runnel.testing.SocketClient;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The frames of {@code WebSocketChatTransport}, as bytes on the wire. */
@QuarkusTest
@TestProfile(FrontProfiles.OneCall.class)
class AiSdkSocketTest extends AiSdkSuite {

    private static final String WHOLE = "one two three four five";

    private SocketClient open() {
        return SocketClient.open(url.getPort(), path() + "/socket");
    }

    private void send(SocketClient client, String request, String chat, String message, String text) {
        send(client, request, chat, message, text, "{}");
    }

    /** @param added by the page */
    private void send(SocketClient client, String request, String chat, String message, String text, String added) {
        ObjectNode frame = (ObjectNode) Conversation.json(body("submit-message", message, text));
        frame.put("type", "send").put("requestId", request).put("id", chat);
        frame.putObject("headers");
        frame.set("body", Conversation.json(added));
        client.send(frame);
    }

    private void resume(SocketClient client, String request, String chat, Integer lastSequence) {
        ObjectNode frame = Conversation.JSON.createObjectNode();
        frame.put("type", "resume").put("requestId", request).put("id", chat);
        if (lastSequence != null) {
            frame.put("lastSequence", lastSequence);
        }
        frame.putObject("headers");
        frame.putObject("body");
        client.send(frame);
    }

    /** The chunks of a request up to its end, which is read too. */
    private static List<JsonNode> chunks(SocketClient client, String request) {
        List<JsonNode> chunks = new ArrayList<>();
        for (; ; ) {
            JsonNode message = client.next();
            if (!message.path("requestId").asText().equals(request)) {
                continue;
            }
            if (message.path("type").asText().equals("end")) {
                return chunks;
            }
            if (message.path("type").asText().equals("chunk")) {
                chunks.add(message);
            }
        }
    }

    private static String text(List<JsonNode> chunks) {
        StringBuilder text = new StringBuilder();
        chunks.forEach(message -> text.append(message.at("/chunk/delta").asText()));
        return text.toString();
    }

    /** The number of the chunk with this text. */
    private static int readUpTo(SocketClient client, String text) {
        return client.next(message -> message.at("/chunk/delta").asText().equals(text))
                .path("sequence")
                .asInt();
    }

    @Test
    void the_parts_are_those_of_the_stream_and_are_counted_from_zero() {
        gate.open();
        try (SocketClient client = open()) {
            send(client, "r1", conversation.session(), "m1", "count");
            assertThat(client.next().toString()).isEqualTo("{\"type\":\"start\",\"requestId\":\"r1\"}");
            List<JsonNode> chunks = chunks(client, "r1");
            assertThat(chunks)
                    .extracting(chunk -> chunk.path("sequence").asInt())
                    .containsExactlyElementsOf(java.util.stream.IntStream.range(0, chunks.size())
                            .boxed()
                            .toList());
            assertThat(chunks)
                    .extracting(chunk -> chunk.at("/chunk/type").asText())
                    .startsWith("start", "start-step", "text-start", "text-delta")
                    .endsWith("text-end", "finish-step", "finish");
            assertThat(text(chunks)).isEqualTo(WHOLE);
        }
    }

    @Test
    void a_chat_that_was_read_in_part_goes_on_after_the_last_part_on_another_socket() {
        int seen;
        try (SocketClient first = open()) {
            send(first, "r1", conversation.session(), "m1", "count");
            seen = readUpTo(first, "two ");
        }
        try (SocketClient second = open()) {
            resume(second, "r2", conversation.session(), seen);
            gate.open();
            List<JsonNode> chunks = chunks(second, "r2");
            assertThat(chunks.getFirst().path("sequence").asInt()).isEqualTo(seen + 1);
            assertThat(text(chunks)).isEqualTo("three four five");
        }
        assertThat(provider().requests()).hasSize(1);
    }

    @Test
    void a_reply_that_has_ended_meanwhile_is_read_to_its_end_by_who_has_seen_some_of_it() {
        int seen;
        try (SocketClient first = open()) {
            send(first, "r1", conversation.session(), "m1", "count");
            seen = readUpTo(first, "two ");
            gate.open();
            chunks(first, "r1");
        }
        try (SocketClient second = open()) {
            resume(second, "fresh", conversation.session(), null);
            assertThat(second.next().path("type").asText()).isEqualTo("no-active");
            resume(second, "seen", conversation.session(), seen);
            assertThat(text(chunks(second, "seen"))).isEqualTo("three four five");
        }
    }

    @Test
    void a_chat_in_which_nothing_runs_has_no_active_reply() {
        try (SocketClient client = open()) {
            for (Integer seen : new Integer[] {null, 3}) {
                resume(client, "r", conversation.session(), seen);
                assertThat(client.next().toString()).isEqualTo("{\"type\":\"no-active\",\"requestId\":\"r\"}");
            }
        }
    }

    @Test
    void an_aborted_reply_keeps_its_text_and_leaves_the_provider_also_before_its_first_word() {
        try (SocketClient client = open()) {
            send(client, "r1", conversation.session(), "m1", "count");
            readUpTo(client, "three ");
            client.send("{\"type\":\"abort\",\"requestId\":\"r1\"}");
            provider().awaitClosedByClient(0);
            provider().byDefault(Script.reply("two").holdBeforeHeaders(gate));
            send(client, "r2", "other-chat", "m2", "count");
            provider().awaitRequests(2);
            client.send("{\"type\":\"abort\",\"requestId\":\"r2\"}");
            provider().awaitClosedByClient(1);
        }
    }

    @Test
    void what_is_wrong_with_a_request_is_said_to_that_request_alone() {
        try (SocketClient client = open()) {
            send(client, "good", conversation.session(), "m1", "count");
            send(client, "empty", "other-chat", "m2", " ");
            JsonNode error = client.next("error");
            assertThat(error.path("requestId").asText()).isEqualTo("empty");
            assertThat(Conversation.json(error.path("errorText").asText())
                            .path("code")
                            .asText())
                    .isEqualTo("message_required");
            client.send("{\"type\":\"dance\",\"requestId\":\"d\",\"id\":\"c\"}");
            assertThat(client.next("error").path("requestId").asText()).isEqualTo("d");
            client.send("{\"type\":\"send\",\"requestId\":\"e\",\"id\":\"c\",\"messages\":\"none\"}");
            assertThat(client.next("error").path("requestId").asText()).isEqualTo("e");
            gate.open();
            assertThat(text(chunks(client, "good"))).endsWith("four five");
        }
    }

    @Test
    void the_page_says_when_a_message_is_asked_that_comes_while_a_reply_runs() {
        try (SocketClient client = open()) {
            send(client, "r1", conversation.session(), "m1", "count");
            readUpTo(client, "three ");
            for (String wrong : List.of("\"zz\"", "7", "{}")) {
                send(client, "bad", conversation.session(), "m2", "louder", "{\"when\":" + wrong + "}");
                assertThat(client.next("error").path("errorText").asText()).contains("\"request_invalid\"");
            }
            send(client, "r2", conversation.session(), "m2", "louder", "{\"when\":\"steer\"}");
            client.next(message -> message.path("requestId").asText().equals("r2"));
            gate.open();
            List<JsonNode> chunks = chunks(client, "r2");
            assertThat(text(chunks)).isEqualTo(WHOLE);
            assertThat(chunks)
                    .extracting(chunk -> chunk.at("/chunk/data/message").asText())
                    .contains("louder");
        }
    }

    @Test
    void a_message_that_is_sent_again_gets_the_same_reply() {
        try (SocketClient client = open()) {
            send(client, "r1", conversation.session(), "m1", "count");
            readUpTo(client, "one ");
            send(client, "r2", conversation.session(), "m1", "count");
            gate.open();
            assertThat(text(chunks(client, "r2"))).isEqualTo(WHOLE);
        }
        assertThat(provider().requests()).hasSize(1);
    }
}
