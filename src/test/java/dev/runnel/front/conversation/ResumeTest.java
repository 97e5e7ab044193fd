package dev.runnel.front.conversation;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.runnel.testing.SseClient;
import dev.runnel.testing.SseEvents;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** A viewer that comes back, or comes later, sees each event of the reply once. */
@QuarkusTest
@TestProfile(HalfwayReplyTestBase.Profile.class)
class ResumeTest extends HalfwayReplyTestBase {

    private static final Duration LESS_THAN_A_PING = Duration.ofSeconds(5);

    @Test
    void a_viewer_that_comes_back_gets_the_rest_without_a_gap_or_a_repeat() {
        String reply;
        int seen;
        StringBuilder text = new StringBuilder();
        try (SseClient viewer = ask()) {
            reply = replyOf(viewer);
            text.append(first(viewer).path("content").asText());
            JsonNode last = first(viewer);
            text.append(last.path("content").asText());
            seen = last.path("seq").asInt();
        }
        gate.open();
        try (SseClient viewer = get(user + "/" + reply, "Last-Event-ID: " + seen)) {
            SseEvents rest = SseEvents.of(viewer);
            assertThat(text + rest.text()).isEqualTo("one two three four five");
            assertThat(seqs(rest))
                    .isEqualTo(IntStream.range(seen + 1, seen + 1 + seqs(rest).size())
                            .boxed()
                            .toList());
            assertThat(rest.terminal().path("type").asText()).isEqualTo("complete");
        }
        assertThat(provider.requests()).hasSize(1);
    }

    @Test
    void a_viewer_that_has_seen_all_there_is_learns_at_once_that_more_will_come() {
        try (SseClient first = ask()) {
            String reply = replyOf(first);
            while (!first.nextEvent().contains("three")) {}
            try (SseClient again = SseClient.to(port)
                    .patience(LESS_THAN_A_PING)
                    .get("/api/conversation-stream/" + user + "/" + reply, "Last-Event-ID: 3")) {
                assertThat(again.status()).isEqualTo(200);
                gate.open();
                assertThat(SseEvents.of(again).text()).isEqualTo("four five");
            }
        }
    }

    @Test
    void a_resumed_stream_has_what_an_event_source_needs() {
        gate.open();
        String reply;
        try (SseClient viewer = ask()) {
            reply = replyOf(viewer);
            viewer.events();
        }
        try (SseClient viewer = get(user + "/" + reply + "?after=2")) {
            assertThat(viewer.status()).isEqualTo(200);
            assertThat(viewer.header("Content-Type")).hasValue("text/event-stream");
            assertThat(viewer.nextEvent())
                    .contains("id:3\n")
                    .contains("retry:1000\n")
                    .contains("data: {\"type\":\"chunk\",\"content\":\"three \",\"seq\":3}\n");
        }
    }

    @Test
    void an_event_source_that_has_seen_the_end_is_told_to_stay_away() {
        gate.open();
        String reply;
        int last;
        try (SseClient viewer = ask()) {
            reply = replyOf(viewer);
            last = SseEvents.of(viewer).terminal().path("seq").asInt();
        }
        try (SseClient viewer = get(user + "/" + reply, "Last-Event-ID: " + last)) {
            assertThat(viewer.status()).isEqualTo(204);
        }
    }

    @Test
    void two_viewers_see_the_same_events() {
        try (SseClient one = ask()) {
            JsonNode status = first(one);
            try (SseClient two = get(user + "/" + status.path("reply_id").asText())) {
                gate.open();
                assertThat(SseEvents.of(two).all()).isEqualTo(SseEvents.of(one).all());
            }
        }
    }

    @Test
    void the_running_reply_of_a_session_is_found_until_it_ends() {
        try (SseClient one = ask()) {
            first(one);
            try (SseClient two = get(user + "?session_id=s")) {
                assertThat(two.status()).isEqualTo(200);
                gate.open();
                assertThat(SseEvents.of(two).text()).isEqualTo("one two three four five");
            }
            one.events();
        }
        try (SseClient after = get(user + "?session_id=s")) {
            assertThat(after.status()).isEqualTo(204);
        }
    }

    @Test
    void an_unknown_reply_and_another_users_reply_are_both_unknown() {
        try (SseClient mine = ask()) {
            String reply = replyOf(mine);
            for (String path : List.of(user + "/no-such-reply", "somebody-else/" + reply)) {
                for (String method : List.of("GET", "DELETE")) {
                    try (SseClient other = SseClient.request(port, method, "/api/conversation-stream/" + path, "")) {
                        assertThat(other.status()).isEqualTo(404);
                        assertThat(first(other).path("code").asText()).isEqualTo("reply_unknown");
                    }
                }
            }
            gate.open();
        }
    }

    @Test
    void a_position_that_is_no_number_is_refused() {
        try (SseClient viewer = get(user + "/some-reply?after=x")) {
            assertThat(viewer.status()).isEqualTo(400);
            assertThat(first(viewer).path("code").asText()).isEqualTo("request_invalid");
        }
    }

    private static List<Integer> seqs(SseEvents events) {
        return events.all().stream().map(event -> event.path("seq").asInt()).toList();
    }
}
