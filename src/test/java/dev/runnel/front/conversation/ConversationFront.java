package dev.runnel.front.conversation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runnel.front.Front;
import dev.runnel.testing.Conversation;
import dev.runnel.testing.SseClient;
import dev.runnel.testing.SseEvents;
import java.util.Optional;
import java.util.stream.Collectors;

/** The front with Runnel's own events. */
public final class ConversationFront implements Front {

    @Override
    public SseClient ask(Conversation conversation, String message) {
        return conversation.stream(message);
    }

    @Override
    public Optional<SseClient> comeBack(Conversation conversation, String read) {
        SseEvents seen = SseEvents.parse(read);
        String last = seen.all().getLast().path("seq").asText();
        return Optional.of(SseClient.get(conversation.port(), address(conversation, seen) + "?after=" + last));
    }

    @Override
    public Optional<SseClient> stop(Conversation conversation, String read) {
        return Optional.of(
                SseClient.request(conversation.port(), "DELETE", address(conversation, SseEvents.parse(read)), ""));
    }

    private static String address(Conversation conversation, SseEvents seen) {
        return conversation.streamPath() + "/"
                + seen.all().getFirst().path("reply_id").asText();
    }

    @Override
    public String text(String body) {
        return SseEvents.parse(body).text();
    }

    @Override
    public String reasoning(String body) {
        return SseEvents.parse(body).ofType("reasoning").stream()
                .map(event -> event.path("content").asText())
                .collect(Collectors.joining());
    }

    @Override
    public boolean isWhole(String body) {
        return SseEvents.parse(body).types().getLast().equals("complete");
    }

    /** Runnel's own clients resume at another pod what has no end. */
    @Override
    public void assertLeft(String body) {
        assertThat(body).doesNotContain("\"complete\"").doesNotContain("\"error\"");
    }

    @Override
    public String codeOf(String refusal) {
        return SseEvents.parse(refusal).terminal().path("code").asText();
    }
}
