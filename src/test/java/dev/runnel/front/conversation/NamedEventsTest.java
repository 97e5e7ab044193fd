package dev.runnel.front.conversation;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.runnel.testing.SseClient;
import dev.runnel.testing.SseEvents;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A client that sends its POST again, with the id of the last event, goes on where it was. */
@QuarkusTest
@TestProfile(HalfwayReplyTestBase.Profile.class)
class NamedEventsTest extends HalfwayReplyTestBase {

    private static final String STREAM = "Accept: text/event-stream";
    private static final String WHOLE = "one two three four five";

    @Test
    void each_event_of_a_client_that_names_the_stream_has_an_id_and_the_same_bytes_otherwise() {
        gate.open();
        try (SseClient named = ask(STREAM, "Idempotency-Key: k");
                SseClient plain = ask("Idempotency-Key: k")) {
            List<String> events = plain.events();
            String reply =
                    SseEvents.of(events).all().getFirst().path("reply_id").asText();
            StringBuilder expected = new StringBuilder();
            for (int seq = 0; seq < events.size(); seq++) {
                String event = events.get(seq);
                expected.append(event, 0, event.length() - 1).append("id: " + reply + ":" + seq + "\n\n");
            }
            assertThat(named.rawBody()).isEqualTo(expected.toString());
            assertThat(named.isEndedCleanly()).isTrue();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"*/*", "text/*", "application/json, */*;q=0.8", "text/event-stream-2, */*"})
    void a_client_that_does_not_name_the_stream_gets_data_alone(String accept) {
        gate.open();
        try (SseClient client = ask("Accept: " + accept)) {
            assertThat(client.events())
                    .hasSize(7)
                    .allMatch(event -> event.startsWith("data: {") && event.indexOf('\n') == event.length() - 2);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"TEXT/Event-Stream", "application/json,text/event-stream;q=0.5", " text/event-stream , */*"})
    void a_stream_can_be_named_in_any_way_that_http_allows(String accept) {
        gate.open();
        try (SseClient client = ask("Accept: " + accept)) {
            assertThat(SseEvents.of(client).ids()).hasSize(7);
        }
    }

    @Test
    void a_post_with_the_id_of_an_event_gets_what_follows_and_asks_nobody() {
        String last;
        try (SseClient first = ask(STREAM)) {
            first.nextEvent();
            last = idOf(first.nextEvent());
        }
        gate.open();
        try (SseClient again = ask(STREAM, "Last-Event-ID: " + last)) {
            SseEvents rest = SseEvents.of(again);
            assertThat("one " + rest.text()).isEqualTo(WHOLE);
            assertThat(rest.ids()).hasSize(5).allMatch(id -> id.startsWith(last.split(":")[0] + ":"));
        }
        assertThat(provider.requests()).hasSize(1);
    }

    @Test
    void an_id_is_a_position_at_the_address_of_its_reply_too() {
        gate.open();
        try (SseClient first = ask(STREAM)) {
            String reply = replyOf(first);
            String last = idOf(first.nextEvent());
            try (SseClient again = get(user + "/" + reply, "Last-Event-ID: " + last);
                    SseClient other = get(user + "/" + reply, "Last-Event-ID: another:1")) {
                assertThat("one " + SseEvents.of(again).text()).isEqualTo(WHOLE);
                assertThat(other.status()).isEqualTo(400);
            }
        }
    }

    @Test
    void an_id_counts_more_than_the_name_of_the_request() {
        gate.open();
        String last;
        try (SseClient first = ask(STREAM, "Idempotency-Key: a")) {
            last = idOf(first.nextEvent());
        }
        try (SseClient other = ask("Idempotency-Key: b", "Last-Event-ID: " + last)) {
            assertThat(SseEvents.of(other).text()).isEqualTo(WHOLE);
        }
        assertThat(provider.requests()).hasSize(1);
    }

    @Test
    void who_has_seen_the_end_gets_an_empty_stream_that_ends_cleanly() {
        gate.open();
        String last;
        try (SseClient first = ask(STREAM)) {
            last = SseEvents.of(first).ids().getLast();
        }
        try (SseClient again = ask(STREAM, "Last-Event-ID: " + last)) {
            assertThat(again.status()).isEqualTo(200);
            assertThat(again.header("Content-Type")).hasValue("text/event-stream");
            assertThat(again.header("Cache-Control")).hasValue("no-cache, no-transform");
            assertThat(again.rawBody()).isEmpty();
            assertThat(again.isEndedCleanly()).isTrue();
        }
        assertThat(provider.requests()).hasSize(1);
    }

    @Test
    void a_reply_that_never_was_and_another_users_reply_are_both_unknown() {
        try (SseClient mine = ask(STREAM)) {
            String last = idOf(mine.nextEvent());
            String others = "/api/conversation-stream/somebody-else";
            try (SseClient never = ask(STREAM, "Last-Event-ID: no-such-reply:3");
                    SseClient foreign =
                            SseClient.post(port, others, "{\"message\":\"count\"}", "Last-Event-ID: " + last)) {
                for (SseClient refused : List.of(never, foreign)) {
                    assertThat(refused.status()).isEqualTo(404);
                    assertThat(first(refused).path("code").asText()).isEqualTo("reply_unknown");
                }
            }
            gate.open();
            assertThat(SseEvents.of(mine).text()).isEqualTo(WHOLE);
        }
        assertThat(provider.requests()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"2", "some-reply", "some-reply:", "some-reply:x", ":2", "a b:2", "some-reply:-1"})
    void another_form_says_nothing_about_a_request_without_a_name(String other) {
        gate.open();
        try (SseClient client = ask("Last-Event-ID: " + other)) {
            assertThat(SseEvents.of(client).text()).isEqualTo(WHOLE);
        }
    }

    @Test
    void another_form_is_refused_with_a_request_that_has_a_name() {
        try (SseClient client = ask("Idempotency-Key: k", "Last-Event-ID: some-reply:x")) {
            assertThat(client.status()).isEqualTo(400);
            JsonNode refusal = first(client);
            assertThat(refusal.path("code").asText()).isEqualTo("request_invalid");
        }
    }

    private static String idOf(String event) {
        return SseEvents.of(List.of(event)).ids().getFirst();
    }
}
