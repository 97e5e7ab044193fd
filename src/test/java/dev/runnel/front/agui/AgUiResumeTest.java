package dev.runnel.front.agui;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runnel.front.FrontProfiles;
import dev.runnel.testing.SseClient;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A client that sends its run again, with the id of the last event, continues from its position. */
@QuarkusTest
@TestProfile(FrontProfiles.OneCall.class)
class AgUiResumeTest extends AgUiSuite {

    @Test
    void it_gets_the_events_after_its_position() {
        AgUiRun before;
        try (SseClient first = ask("run-1", "Hi")) {
            before = AgUiRun.parse(first.nextEvent() + first.nextEvent() + first.nextEvent());
        }
        gate.open();
        try (SseClient again =
                ask("run-1", "Hi", "Last-Event-ID: " + before.ids().getLast())) {
            AgUiRun rest = AgUiRun.of(again);
            assertThat(before.text() + rest.text()).isEqualTo(WHOLE);
            assertThat(before.types()).containsExactly("RUN_STARTED", "TEXT_MESSAGE_START", "TEXT_MESSAGE_CONTENT");
            assertThat(rest.types())
                    .containsExactly(
                            "TEXT_MESSAGE_CONTENT",
                            "TEXT_MESSAGE_CONTENT",
                            "TEXT_MESSAGE_CONTENT",
                            "TEXT_MESSAGE_CONTENT",
                            "TEXT_MESSAGE_END",
                            "RUN_FINISHED");
        }
        assertThat(provider().requests()).hasSize(1);
    }

    @Test
    void frames_of_one_event_are_sent_together_again() {
        try (SseClient first = ask("run-1", "Hi")) {
            String started = AgUiRun.parse(first.nextEvent()).ids().getFirst();
            assertThat(first.nextEvent()).contains("TEXT_MESSAGE_START").doesNotContain("id:");
            gate.open();
            try (SseClient again = ask("run-1", "Hi", "Last-Event-ID: " + started)) {
                AgUiRun rest = AgUiRun.of(again);
                assertThat(rest.types()).startsWith("TEXT_MESSAGE_START", "TEXT_MESSAGE_CONTENT");
                assertThat(rest.text()).isEqualTo(WHOLE);
            }
        }
    }

    @Test
    void a_client_that_has_seen_the_end_gets_an_empty_stream_that_ends_cleanly() {
        gate.open();
        String last;
        try (SseClient first = ask("run-1", "Hi")) {
            last = AgUiRun.of(first).ids().getLast();
        }
        try (SseClient again = ask("run-1", "Hi", "Last-Event-ID: " + last)) {
            assertThat(again.status()).isEqualTo(200);
            assertThat(again.rawBody()).isEmpty();
            assertThat(again.isEndedCleanly()).isTrue();
        }
        assertThat(provider().requests()).hasSize(1);
    }

    @Test
    void a_reply_that_never_was_and_another_users_reply_are_both_unknown() {
        try (SseClient mine = ask("run-1", "Hi")) {
            String id = AgUiRun.parse(mine.nextEvent()).ids().getFirst();
            String others = "/api/ag-ui/somebody-else";
            try (SseClient never = ask("run-1", "Hi", "Last-Event-ID: no-such-reply:3");
                    SseClient foreign =
                            SseClient.post(url.getPort(), others, body("run-1", "Hi"), "Last-Event-ID: " + id);
                    SseClient stopped =
                            SseClient.request(url.getPort(), "DELETE", others + "/" + conversation.session(), "")) {
                for (SseClient refused : List.of(never, foreign)) {
                    assertThat(refused.status()).isEqualTo(404);
                    assertThat(AgUiRun.refusal(refused).path("code").asText()).isEqualTo("reply_unknown");
                }
                assertThat(stopped.status()).isEqualTo(204);
            }
            gate.open();
            assertThat(AgUiRun.of(mine).text()).isEqualTo(WHOLE);
        }
        assertThat(provider().requests()).hasSize(1);
    }

    @Test
    void an_invalid_event_id_is_refused() {
        for (String other : List.of("3", "some-reply", "some-reply:x")) {
            try (SseClient client = ask("run-1", "Hi", "Last-Event-ID: " + other)) {
                assertThat(client.status()).isEqualTo(400);
                assertThat(AgUiRun.refusal(client).path("code").asText()).isEqualTo("request_invalid");
            }
        }
        assertThat(provider().requests()).isEmpty();
    }
}
