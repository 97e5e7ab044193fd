package dev.runnel.reply;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runnel.ClientAddress;
import dev.runnel.ReplyEvent;
import dev.runnel.ReplyId;
import dev.runnel.SequencedEvent;
import dev.runnel.SessionId;
import dev.runnel.UserId;
import dev.runnel.redis.TestRedis;
import dev.runnel.testing.Conversation;
import dev.runnel.testing.Dialect;
import dev.runnel.testing.Gate;
import dev.runnel.testing.KilledPod;
import dev.runnel.testing.Profiles;
import dev.runnel.testing.PromptMessage;
import dev.runnel.testing.ProviderSuite;
import dev.runnel.testing.Script;
import dev.runnel.testing.SseClient;
import dev.runnel.testing.SseEvents;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** A reply that goes on where an earlier one was stopped, and whose pod is killed before it has written anything down. */
@QuarkusTest
@TestProfile(Profiles.Redis.class)
class ContinuedTakeoverTest extends ProviderSuite {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @Inject
    ReplyService replies;

    TestRedis redis;

    @Override
    protected Dialect dialect() {
        return Dialect.OPENAI;
    }

    @Test
    void another_pod_takes_up_the_text_of_the_earlier_reply() {
        Gate gate = new Gate();
        provider().enqueue(Script.tokens("one ", "two ").holdAt(gate));
        ReplyId stopped = stopped();
        provider().enqueue(Script.tokens().holdAt(gate), Script.reply("three"));
        UserId user = new UserId(conversation.user());
        Question further = new Question(
                        user,
                        new ClientAddress("127.0.0.1"),
                        new SessionId(conversation.session()),
                        false,
                        "",
                        Optional.empty(),
                        Optional.empty())
                .asking(new Asking.Further(stopped));
        ReplyId begun = replies.start(further).await().atMost(PATIENCE).reply();
        provider().awaitRequests(2);

        List<SequencedEvent> events = replies.follow(user, KilledPod.leavingTheHeader(redis, begun, Map.of()), -1)
                .collect()
                .asList()
                .await()
                .atMost(PATIENCE);

        assertThat(events.getFirst().event()).isInstanceOf(ReplyEvent.Progress.class);
        assertThat(text(events)).isEqualTo("one two three");
        assertThat(provider().requests().getLast().messages())
                .extracting(PromptMessage::text)
                .contains("Count", "one two ");
        assertThat(contents()).contains("one two three").doesNotContain("one two ");
        gate.open();
    }

    private ReplyId stopped() {
        try (SseClient viewer = conversation.stream("Count")) {
            String reply = SseEvents.of(List.of(viewer.nextEvent()))
                    .all()
                    .getFirst()
                    .path("reply_id")
                    .asText();
            viewer.nextEvent();
            viewer.nextEvent();
            SseClient.request(conversation.port(), "DELETE", conversation.streamPath() + "/" + reply, "")
                    .status();
            viewer.events();
            return new ReplyId(reply);
        }
    }

    private static String text(List<SequencedEvent> events) {
        return events.stream()
                .map(SequencedEvent::event)
                .map(event -> event instanceof ReplyEvent.Chunk(String content) ? content : "")
                .collect(Collectors.joining());
    }

    /** With the question of the reply that was copied, which still runs. */
    private List<String> contents() {
        String path = conversation.wholePath() + "/" + conversation.session() + "?all=true";
        try (SseClient client = SseClient.get(conversation.port(), path)) {
            return Conversation.json(client.rawBody())
                    .path("messages")
                    .valueStream()
                    .map(message -> message.path("content").asText())
                    .toList();
        }
    }
}
