package dev.runnel.ops;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runnel.testing.Conversation;
import dev.runnel.testing.Gate;
import dev.runnel.testing.Profiles;
import dev.runnel.testing.Script;
import dev.runnel.testing.SseClient;
import dev.runnel.testing.SseEvents;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import org.junit.jupiter.api.Test;

/** However a reply ends, its spans end with it. */
@QuarkusTest
@TestProfile(Profiles.Traced.class)
class EndedSpansTest extends TracesTestBase {

    @Test
    void a_reply_that_is_stopped_ends_its_spans() {
        provider().enqueue(Script.tokens("one ").holdAt(new Gate()).then("two"));
        try (SseClient client = stream("Hi")) {
            String id = Conversation.json(client.nextEvent().substring("data: ".length()))
                    .path("reply_id")
                    .asText();
            client.nextEvent();
            SseClient.request(url.getPort(), "DELETE", conversation.streamPath() + "/" + id, "")
                    .close();
            SseEvents.of(client);
        }

        assertThat(text(reply(), "runnel.reply.outcome")).isEqualTo("stopped");
        assertThat(calls(1).getFirst().getEvents())
                .extracting(event -> event.getName())
                .containsExactly("cancelled");
    }

    @Test
    void a_reply_that_is_erased_ends_its_spans() {
        provider().enqueue(Script.tokens("one ").holdAt(new Gate()).then("two"));
        try (SseClient client = stream("Hi")) {
            client.nextEvent();
            client.nextEvent();
            SseClient.request(url.getPort(), "DELETE", conversation.wholePath() + "/" + conversation.session(), "")
                    .status();
        }

        assertThat(text(reply(), "runnel.reply.outcome")).isEqualTo("erased");
        assertThat(calls(1).getFirst().hasEnded()).isTrue();
    }

    @Test
    void a_reply_that_everybody_left_ends_its_spans() {
        provider().enqueue(Script.silent());
        try (SseClient client = stream("Hi")) {
            client.nextEvent();
            provider().awaitRequests(1);
        }

        assertThat(text(reply(), "runnel.reply.outcome")).isEqualTo("stopped");
        assertThat(calls(1).getFirst().hasEnded()).isTrue();
    }
}
