package dev.runnel.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The cases of the WHATWG HTML standard, "Server-sent events", against the client's parser in a browser. */
@QuarkusTest
@TestProfile(BrowserSuite.Profile.class)
class ParserTest extends BrowserSuite {

    private static final String PARSE = """
            const parser = new runnel.SseParser();
            const messages = arg.pieces.flatMap(piece => parser.push(new Uint8Array(piece)));
            return {messages: messages.map(m => [m.event, m.data, m.lastEventId]), retry: parser.retry ?? null,
                lastEventId: parser.lastEventId};
            """;

    @BeforeEach
    void aPageOfTheService() {
        page.navigate("/runnel/client.js");
    }

    static List<Arguments> streams() {
        return List.of(
                stream("the_standards_stock_ticker", "data: YHOO\ndata: +2\ndata: 10\n\n", "YHOO\n+2\n10"),
                stream(
                        "the_standards_four_blocks",
                        ": test stream\n\ndata: first event\nid: 1\n\ndata:second event\nid\n\ndata:  third event\n\n",
                        "first event",
                        "second event",
                        " third event"),
                stream("the_standards_empty_data", "data\n\ndata\ndata\n\ndata:", "", "\n"),
                stream("the_standards_optional_space", "data:test\n\ndata: test\n\n", "test", "test"),
                stream("line_feeds", "data: a\n\ndata: b\n\n", "a", "b"),
                stream("carriage_returns", "data: a\r\rdata: b\r\r", "a", "b"),
                stream("carriage_returns_with_line_feeds", "data: a\r\n\r\ndata: b\r\n\r\n", "a", "b"),
                stream("mixed_line_ends", "data: a\r\n\ndata: b\n\r\ndata: c\r\n\r", "a", "b", "c"),
                stream("a_byte_order_mark_at_the_start", "\uFEFFdata: a\n\n", "a"),
                stream("a_byte_order_mark_later_is_text", "data: \uFEFFa\n\n\uFEFFdata: b\n\n", "\uFEFFa"),
                stream("two_byte_order_marks_are_one_too_many", "\uFEFF\uFEFFdata: a\n\n"),
                stream("comments", ":\n:a\ndata: x\n: y\ndata: z\n\n:data: no\n\n", "x\nz"),
                stream("unknown_fields", "foo: 1\n data: 2\nDATA: 3\ndata : 4\n: \n\ndata: 5\n\n", "5"),
                stream("a_colon_within_the_data", "data: a:b: c\n\n", "a:b: c"),
                stream("no_message_without_data", "event: x\nid: 1\n\n\n\n"),
                stream("an_unfinished_message_at_the_end", "data: a\n\ndata: b\n", "a"),
                stream("an_unfinished_line_at_the_end", "data: a\n\ndata: b", "a"),
                stream("null_characters_in_the_data", "data: a\0b\n\n", "a\0b"),
                stream("other_line_separators_are_text", "data: a\u2028b\u0085c\u000Bd\n\n", "a\u2028b\u0085c\u000Bd"),
                stream("characters_of_two_three_and_four_bytes", "data: ä€🌊\n\n", "ä€🌊"),
                stream(
                        "json",
                        "data: {\"type\":\"chunk\",\"content\":\" the\",\"seq\":1}\n\n",
                        "{\"type\":\"chunk\",\"content\":\" the\",\"seq\":1}"));
    }

    private static Arguments stream(String name, String text, String... data) {
        return Arguments.of(name, text, List.of(data));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("streams")
    void a_stream_gives_its_messages_however_it_is_cut(String name, String text, List<String> data) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        for (int size : List.of(bytes.length, 1, 2, 3, 5, 7)) {
            assertThat(data(parse(bytes, size)))
                    .as("in pieces of %d bytes", size)
                    .isEqualTo(data);
        }
    }

    @Test
    void a_message_comes_with_its_line_end_and_not_only_with_what_follows() {
        JsonNode count = run("""
                const parser = new runnel.SseParser();
                const push = text => parser.push(new TextEncoder().encode(text)).length;
                return [push('data: a\\r'), push('\\r'), push('\\ndata: b\\n'), push(''), push('\\n'), push('\\n')];
                """, null);
        assertThat(count.toString()).isEqualTo("[0,1,0,0,1,0]");
    }

    @Test
    void an_empty_piece_between_the_two_halves_of_a_line_end_changes_nothing() {
        JsonNode count = run("""
                const parser = new runnel.SseParser();
                const push = text => parser.push(new TextEncoder().encode(text)).length;
                return [push('data: a\\r'), push(''), push('\\ndata: b\\r\\n'), push('\\r'), push('\\n')];
                """, null);
        assertThat(count.toString()).isEqualTo("[0,0,0,1,0]");
    }

    @Test
    void a_messages_name_holds_for_that_message_alone() {
        assertThat(parse("event: a\ndata: 1\n\ndata: 2\n\nevent: b\n\ndata: 3\n\n")
                        .path("messages")
                        .toString())
                .isEqualTo("[[\"a\",\"1\",\"\"],[\"message\",\"2\",\"\"],[\"message\",\"3\",\"\"]]");
    }

    @Test
    void an_id_holds_until_the_next_one() {
        assertThat(parse("id: 1\ndata: a\n\ndata: b\n\nid\ndata: c\n\n")
                        .path("messages")
                        .toString())
                .isEqualTo("[[\"message\",\"a\",\"1\"],[\"message\",\"b\",\"1\"],[\"message\",\"c\",\"\"]]");
    }

    @Test
    void an_id_without_data_counts_and_one_with_a_null_character_does_not() {
        assertThat(parse("id: 1\n\nid: 2\0\n\n").path("lastEventId").asText()).isEqualTo("1");
    }

    @Test
    void an_id_counts_only_when_its_message_is_whole() {
        assertThat(parse("id: 1\ndata: a\n\nid: 2\ndata: b\n")
                        .path("lastEventId")
                        .asText())
                .isEqualTo("1");
    }

    @Test
    void a_retry_of_digits_counts_and_any_other_does_not() {
        assertThat(parse("retry: 1500\n").path("retry").asInt()).isEqualTo(1500);
        assertThat(parse("retry: 1.5\nretry: 1s\nretry: -1\nretry\n")
                        .path("retry")
                        .isNull())
                .isTrue();
    }

    @Test
    void bytes_that_are_no_character_become_the_replacement_character() {
        byte[] bytes = {'d', 'a', 't', 'a', ':', 'a', (byte) 0xff, 'b', '\n', '\n'};
        assertThat(data(parse(bytes, 1))).containsExactly("a\uFFFDb");
    }

    private JsonNode parse(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return parse(bytes, bytes.length);
    }

    private JsonNode parse(byte[] bytes, int size) {
        List<List<Integer>> pieces = IntStream.range(0, (bytes.length + size - 1) / size)
                .mapToObj(piece -> IntStream.range(piece * size, Math.min(bytes.length, (piece + 1) * size))
                        .mapToObj(at -> bytes[at] & 0xff)
                        .toList())
                .toList();
        return run(PARSE, Map.of("pieces", pieces));
    }

    private static List<String> data(JsonNode result) {
        return StreamSupport.stream(result.path("messages").spliterator(), false)
                .map(message -> message.path(1).asText())
                .toList();
    }
}
