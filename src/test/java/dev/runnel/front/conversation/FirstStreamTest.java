package dev.runnel.front.conversation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.fasterxml.jackson.databind.JsonNode;
import dev.runnel.testing.Conversation;
import dev.runnel.testing.Gate;
import dev.runnel.testing.ProviderSuite;
import dev.runnel.testing.RecordedRequest;
import dev.runnel.testing.Script;
import dev.runnel.testing.SseClient;
import dev.runnel.testing.SseEvents;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A reply as a viewer gets it. */
abstract class FirstStreamTest extends ProviderSuite {
    private static final String[] DIFFICULT = {
        "Grüße, ",
        "日本語",
        " ",
        "🙂",
        "👩‍👩‍👧",
        " e\u0301",
        "\u2028",
        "\"quoted\" \\ ",
        "\n\n",
        "data: x\r\n",
        " \t",
        "{}",
        "<b>",
        "\0"
    };

    @Test
    void a_reply_is_a_status_its_chunks_and_a_complete_byte_for_byte() {
        provider().enqueue(Script.reply("Hello", ", ", "world").usage(12, 3));
        try (SseClient client = conversation.stream("Hi")) {
            List<String> events = client.events();
            String reply = SseEvents.parse(events.getFirst())
                    .all()
                    .getFirst()
                    .path("reply_id")
                    .asText();
            assertThat(reply).isNotEmpty();
            assertThat(events)
                    .containsExactly(SeedExchange.events(reply, conversation.session(), providerName(), modelName()));
            assertThat(client.isEndedCleanly()).isTrue();
        }
    }

    @Test
    void a_viewer_is_told_when_the_model_begins_to_think_and_nothing_of_what_it_thinks() {
        provider()
                .enqueue(Script.tokens()
                        .thenThink("secret ", "thoughts")
                        .then("One. ")
                        .thenThink("more")
                        .then("Two."));
        SseEvents events = conversation.streamed("Hi");
        assertThat(events.types()).containsExactly("status", "status", "chunk", "status", "chunk", "complete");
        assertThat(events.ofType("status"))
                .extracting(event -> event.path("status").asText())
                .containsExactly("processing", "thinking", "thinking");
        assertThat(events.text()).isEqualTo("One. Two.");
        assertThat(events.all().toString()).doesNotContain("secret", "more");
    }

    @Test
    void each_event_is_one_write() {
        provider().enqueue(Script.reply("a", "b", "c"));
        try (SseClient client = conversation.stream("Hi")) {
            List<String> events = client.events();
            assertThat(events).hasSize(5);
            assertThat(client.chunks()).filteredOn(chunk -> !chunk.isEmpty()).isEqualTo(events);
        }
    }

    @Test
    void the_headers_keep_everybody_from_buffering_the_stream() {
        try (SseClient client = conversation.stream("Hi")) {
            assertThat(client.status()).isEqualTo(200);
            assertThat(client.header("Content-Type")).hasValue("text/event-stream");
            assertThat(client.header("Cache-Control")).contains("no-cache, no-transform");
            assertThat(client.header("X-Accel-Buffering")).contains("no");
            assertThat(client.header("Connection")).contains("keep-alive");
            assertThat(client.header("Transfer-Encoding")).contains("chunked");
        }
    }

    @Test
    void the_status_comes_before_the_provider_has_said_anything() {
        Gate gate = new Gate();
        provider().enqueue(Script.reply("late").holdBeforeHeaders(gate));
        try (SseClient client = conversation.stream("Hi")) {
            assertThat(client.nextEvent()).startsWith("data: {\"type\":\"status\",\"status\":\"processing\",");
            gate.open();
            assertThat(client.nextEvent()).contains("\"late\"");
        }
    }

    @Test
    void each_chunk_reaches_the_viewer_while_the_provider_still_holds_the_rest() {
        Gate first = new Gate();
        Gate second = new Gate();
        provider()
                .enqueue(Script.tokens("one")
                        .holdAt(first)
                        .then("two")
                        .holdAt(second)
                        .then("three"));
        try (SseClient client = conversation.stream("Hi")) {
            client.nextEvent();
            assertThat(client.nextEvent()).contains("\"one\"");
            first.open();
            assertThat(client.nextEvent()).contains("\"two\"");
            assertThat(provider().requests().getFirst().finishedNormally()).isFalse();
            second.open();
            assertThat(client.nextEvent()).contains("\"three\"");
            assertThat(client.nextEvent()).contains("\"complete\"");
        }
    }

    @ParameterizedTest(name = "the provider's bytes in pieces of {0}")
    @ValueSource(ints = {0, 1, 2, 3, 7})
    void a_client_that_cuts_off_six_characters_rebuilds_every_character(int pieceBytes) {
        provider().enqueue(Script.reply(DIFFICULT).inPiecesOf(pieceBytes));
        SseEvents events = conversation.streamed("Hi");
        assertThat(events.text()).isEqualTo(String.join("", DIFFICULT));
        assertThat(events.terminal().path("type").asText()).isEqualTo("complete");
    }

    @Test
    void events_are_counted_from_0_without_a_gap() {
        String[] tokens =
                IntStream.range(0, 200).mapToObj(i -> "token " + i + " ").toArray(String[]::new);
        provider().enqueue(Script.reply(tokens));
        SseEvents events = conversation.streamed("Hi");
        assertThat(events.text()).isEqualTo(String.join("", tokens));
        assertThat(events.all().stream().map(event -> event.path("seq").asInt(-1)))
                .isEqualTo(IntStream.range(0, events.all().size()).boxed().toList());
    }

    @Test
    void a_reply_at_the_models_own_limit_is_complete_and_says_so() {
        provider().enqueue(Script.tokens("Once upon a").thenFinish("length"));
        SseEvents events = conversation.streamed("Hi");
        assertThat(events.text()).isEqualTo("Once upon a");
        assertThat(events.terminal().path("finish_reason").asText()).isEqualTo("length");
    }

    @Test
    void a_reply_whose_usage_is_not_told_is_complete_all_the_same() {
        provider().enqueue(Script.reply("a").withoutUsage());
        JsonNode complete = conversation.streamed("Hi").terminal();
        assertThat(complete.path("type").asText()).isEqualTo("complete");
        assertThat(complete.path("usage").toString()).isEqualTo("{\"input_tokens\":0,\"output_tokens\":0}");
    }

    static Stream<Arguments> endings() {
        return Stream.of(
                arguments("no end marker", Script.reply("Hello", " you").withoutDone()),
                arguments("a socket left open", Script.reply("Hello", " you").keepingTheSocketOpenAfterDone()),
                arguments(
                        "neither end marker nor end",
                        Script.reply("Hello", " you").withoutDone().keepingTheSocketOpenAfterDone()),
                arguments("no last blank line", Script.reply("Hello", " you").withoutLastBlankLine()),
                arguments("no last line end", Script.reply("Hello", " you").withoutLastLineEnd()),
                arguments(
                        "the usage without its blank line",
                        Script.reply("Hello", " you").withoutDone().withoutLastBlankLine()),
                arguments(
                        "the finish within the last token",
                        Script.reply("Hello", " you").withFinishWithinLastToken()),
                arguments(
                        "a comment between",
                        Script.tokens("Hello").thenComment("keep-alive").then(" you")));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("endings")
    void a_reply_is_complete_however_loosely_the_provider_ends_it(String name, Script script) {
        provider().enqueue(script);
        SseEvents events = conversation.streamed("Hi");
        assertThat(events.text()).isEqualTo("Hello you");
        assertThat(events.terminal().path("type").asText()).isEqualTo("complete");
        assertThat(events.terminal().path("usage").path("output_tokens").asInt())
                .isEqualTo(2);
    }

    @Test
    void a_message_without_a_session_begins_one_that_can_be_continued() {
        String body = "{\"message\":\"Hi\"}";
        try (SseClient one = SseClient.post(url.getPort(), conversation.streamPath(), body);
                SseClient other = SseClient.post(url.getPort(), conversation.streamPath(), body)) {
            String session = session(one);
            assertThat(session).isNotEqualTo(session(other));
            new Conversation(url.getPort(), conversation.user(), session).streamed("And now?");
            assertThat(provider().requests().getLast().messages()).hasSize(4);
        }
    }

    private static String session(SseClient client) {
        SseEvents events = SseEvents.parse(client.rawBody());
        String session = events.terminal().path("session_id").asText();
        assertThat(session)
                .isNotEmpty()
                .isEqualTo(events.all().getFirst().path("session_id").asText());
        return session;
    }

    /** Not always to the very next one: each event loop has connections of its own. */
    @Test
    void a_reply_that_ended_well_leaves_its_connection_to_later_ones() {
        await().until(() -> {
            Conversation.at(url.getPort()).streamed("Hi");
            return connectionsInUse() < provider().requests().size();
        });
    }

    private long connectionsInUse() {
        return provider().requests().stream()
                .map(RecordedRequest::connection)
                .distinct()
                .count();
    }
}
