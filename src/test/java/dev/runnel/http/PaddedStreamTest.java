package dev.runnel.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runnel.testing.Dialect;
import dev.runnel.testing.Profiles;
import dev.runnel.testing.ProviderSuite;
import dev.runnel.testing.Script;
import dev.runnel.testing.SocketClient;
import dev.runnel.testing.SseClient;
import dev.runnel.testing.SseEvents;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Streams whose packets shall not tell what they are about. */
@QuarkusTest
@TestProfile(Profiles.Padded.class)
class PaddedStreamTest extends ProviderSuite {

    @Override
    protected Dialect dialect() {
        return Dialect.OPENAI;
    }

    @Test
    void short_and_long_words_look_the_same_on_the_way() {
        String[] words = {"a", " somewhat longer", " 日本語", " \n\n", " incomprehensibilities"};
        provider().enqueue(Script.reply(words));
        try (SseClient client = conversation.stream("Hi")) {
            List<String> events = client.events();
            assertThat(SseEvents.parse(String.join("", events)).text()).isEqualTo(String.join("", words));
            assertThat(events)
                    .filteredOn(event -> event.contains("chunk"))
                    .hasSize(words.length)
                    .allSatisfy(event -> assertThat(length(event)).isEqualTo(128));
        }
    }

    @Test
    void a_long_event_has_one_of_a_few_lengths() {
        provider().enqueue(Script.reply("x".repeat(77), "x".repeat(300), "x".repeat(5000)));
        try (SseClient client = conversation.stream("Hi")) {
            assertThat(client.events())
                    .filteredOn(event -> event.contains("chunk"))
                    .extracting(PaddedStreamTest::length)
                    .containsExactly(128, 512, 8192);
        }
    }

    @Test
    void a_padded_stream_is_not_compressed() {
        try (SseClient client = SseClient.post(
                url.getPort(), conversation.streamPath(), conversation.body("Hi"), "Accept-Encoding: gzip")) {
            assertThat(client.header("Content-Encoding")).isEmpty();
        }
    }

    @Test
    void messages_on_a_socket_have_the_same_few_lengths() {
        provider().enqueue(Script.reply("a", " incomprehensibilities", "x".repeat(300)));
        try (SocketClient socket = SocketClient.open(url.getPort(), "/api/conversation-socket/padded")) {
            socket.send("{\"type\":\"ask\",\"message\":\"Hi\"}");
            List<Integer> lengths = new ArrayList<>();
            String message = "";
            while (!message.contains("\"complete\"")) {
                SocketClient.Frame frame = socket.nextFrame();
                message = frame.text();
                if (message.contains("\"chunk\"")) {
                    lengths.add(frame.payload().length);
                }
            }
            assertThat(lengths).containsExactly(128, 128, 512);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/v1/chat/completions | {'model':'auto','stream':true,'messages':[{'role':'user','content':'Hi'}]}",
                "/v1/responses | {'model':'auto','stream':true,'input':'Hi'}",
                "/api/ai-sdk/padded | {'id':'c','messages':[{'role':'user','parts':[{'type':'text','text':'Hi'}]}]}",
                "/api/ag-ui/padded | {'threadId':'t','runId':'r','messages':[{'id':'m','role':'user','content':'Hi'}]}"
            },
            quoteCharacter = '`')
    void what_is_sent_with_the_end_marker_has_one_of_these_lengths_too(String path, String body) {
        provider().enqueue(Script.reply("somewhat longer"));
        try (SseClient client = SseClient.post(url.getPort(), path, body.replace('\'', '"'))) {
            List<String> events = client.events();
            assertThat(String.join("", events)).contains("somewhat longer");
            assertThat(events.stream()
                            .filter(event -> !event.startsWith(":"))
                            .mapToInt(PaddedStreamTest::length)
                            .sum())
                    .as("a sum of powers of two, of which none is below 128")
                    .satisfies(sum -> assertThat(sum % 128).isZero());
        }
    }

    private static int length(String event) {
        return event.getBytes(StandardCharsets.UTF_8).length;
    }
}
