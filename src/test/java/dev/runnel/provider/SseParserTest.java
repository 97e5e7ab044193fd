package dev.runnel.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class SseParserTest {
    private static final int HALF = SseParser.MAX_EVENT_BYTES / 2;

    private final List<String> events = new ArrayList<>();
    private final SseParser parser = new SseParser(
            (bytes, offset, length) -> events.add(new String(bytes, offset, length, StandardCharsets.UTF_8)));

    static Stream<Arguments> streams() {
        return Stream.of(
                stream("nothing", "", List.of()),
                stream("one event", "data: a\n\n", "a"),
                stream("lines that end with LF", "data: a\n\ndata: b\n\n", "a", "b"),
                stream("lines that end with CR", "data: a\r\rdata: b\r\r", "a", "b"),
                stream("lines that end with CR LF", "data: a\r\n\r\ndata: b\r\n\r\n", "a", "b"),
                stream("all line ends mixed", "data: a\r\n\ndata: b\n\rdata: c\r\r\ndata: d\n\n", "a", "b", "c", "d"),
                stream("more blank lines than needed", "\n\ndata: a\n\n\n\r\n\rdata: b\n\n\n", "a", "b"),
                stream("a byte order mark", "\uFEFFdata: a\n\n", "a"),
                stream("a byte order mark before a blank line", "\uFEFF\ndata: a\n\n", "a"),
                stream("no second byte order mark", "data: a\n\n\uFEFFdata: b\n\ndata: c\n\n", "a", "c"),
                stream("a comment alone", ": keep-alive\n\n", List.of()),
                stream("comments within an event", ":\ndata: a\n: b\ndata: c\n:d\n\n", "a\nc"),
                stream("data of several lines", "data: a\r\ndata:\r\ndata: c\r\n\r\n", "a\n\nc"),
                stream("other fields", "event: x\nid: 7\nretry: 3\ndata: a\nDATA: b\nupdata: c\n\n", "a"),
                stream("other fields without data", "event: x\nid: 7\n\n", List.of()),
                stream("fields whose names begin with data", "data2: a\ndatax\ndata : b\n\ndata: c\n\n", "c"),
                stream("a data field without a colon", "data\n\ndata\ndata\n\n", "", "\n"),
                stream("a data field without a value", "data:\n\ndata: \n\n", "", ""),
                stream("no space after the colon", "data:a\n\n", "a"),
                stream("two spaces after the colon", "data:  a \n\n", " a "),
                stream("a tab after the colon", "data:\ta\n\n", "\ta"),
                stream("colons within the data", "data: {\"a\": \"b:c\"}\n\n", "{\"a\": \"b:c\"}"),
                stream("characters of several bytes", "data: é日本🙂e\u0301\u2028\u0085\n\n", "é日本🙂e\u0301\u2028\u0085"),
                stream("a last event without its blank line", "data: a\n\ndata: b\n", "a", "b"),
                stream("a last event without its line end", "data: a\n\ndata: b", "a", "b"),
                stream("a last line that is half a field name", "data: a\n\nda", "a"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("streams")
    void a_stream_that_comes_at_once_is_read(String name, String stream, List<String> expected) {
        feed(stream);
        parser.finish();
        assertThat(events).isEqualTo(expected);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("streams")
    void a_stream_that_comes_byte_by_byte_is_read_the_same(String name, String stream, List<String> expected) {
        for (byte b : utf8(stream)) {
            parser.feed(new byte[] {b});
        }
        parser.finish();
        assertThat(events).isEqualTo(expected);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("streams")
    void a_stream_that_comes_in_two_pieces_is_read_the_same(String name, String stream, List<String> expected) {
        byte[] bytes = utf8(stream);
        for (int split = 0; split <= bytes.length; split++) {
            List<String> seen = new ArrayList<>();
            SseParser fresh = new SseParser(
                    (data, offset, length) -> seen.add(new String(data, offset, length, StandardCharsets.UTF_8)));
            fresh.feed(Arrays.copyOfRange(bytes, 0, split));
            fresh.feed(Arrays.copyOfRange(bytes, split, bytes.length));
            fresh.finish();
            assertThat(seen).as("split at %d", split).isEqualTo(expected);
        }
    }

    @Test
    void an_event_is_told_with_its_blank_line_and_not_later() {
        feed("data: a\n");
        assertThat(events).isEmpty();
        feed("\n");
        assertThat(events).containsExactly("a");
        feed("data: b\r\n\r");
        assertThat(events).containsExactly("a", "b");
    }

    @Test
    void an_event_is_told_once_when_the_stream_ends_after_it() {
        feed("data: a\n\n");
        parser.finish();
        assertThat(events).containsExactly("a");
    }

    @Test
    void a_line_that_never_ends_is_given_up() {
        feed("data: " + "x".repeat(HALF));
        assertThatThrownBy(() -> feed("x".repeat(HALF))).isInstanceOf(SseParser.OversizeException.class);
    }

    @Test
    void an_event_of_too_many_lines_is_given_up() {
        feed("data: " + "x".repeat(HALF) + "\n");
        assertThatThrownBy(() -> feed("data: " + "x".repeat(HALF) + "\n"))
                .isInstanceOf(SseParser.OversizeException.class);
    }

    @Test
    void an_event_of_the_largest_size_is_read() {
        String data = "x".repeat(SseParser.MAX_EVENT_BYTES - "data: ".length());
        feed("data: " + data.substring(0, HALF));
        feed(data.substring(HALF));
        feed("\n\n");
        assertThat(events).containsExactly(data);
    }

    @Test
    void a_stream_may_be_longer_than_the_largest_event() {
        String data = "x".repeat(HALF);
        for (int i = 0; i < 5; i++) {
            feed("data: " + data);
            feed("\n\n");
        }
        assertThat(events).hasSize(5).containsOnly(data);
    }

    private void feed(String text) {
        parser.feed(utf8(text));
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static Arguments stream(String name, String stream, String... events) {
        return arguments(name, stream, List.of(events));
    }

    private static Arguments stream(String name, String stream, List<String> events) {
        return arguments(name, stream, events);
    }
}
