package dev.runnel.testing;

import dev.runnel.ClientAddress;
import dev.runnel.GivenMessage;
import dev.runnel.GivenPrompt;
import dev.runnel.ReplyEvent;
import dev.runnel.ReplyId;
import dev.runnel.ReplyOptions;
import dev.runnel.SequencedEvent;
import dev.runnel.SessionId;
import dev.runnel.UserId;
import dev.runnel.reply.Question;
import dev.runnel.reply.ReplyService;
import dev.runnel.reply.WholeReply;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;

/** Asks what fronts ask whose callers keep the conversation themselves. */
public record Given(ReplyService replies, UserId user, SessionId session) {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    /** The events of a reply. */
    public record Events(List<ReplyEvent> all) {
        public String text() {
            return all.stream()
                    .map(event -> event instanceof ReplyEvent.Chunk(String content) ? content : "")
                    .collect(Collectors.joining());
        }

        public ReplyEvent.Complete complete() {
            return (ReplyEvent.Complete) all.getLast();
        }

        public ReplyEvent.Failed failed() {
            return (ReplyEvent.Failed) all.getLast();
        }
    }

    /** As a user whom no other test knows. */
    public static Given to(ReplyService replies) {
        return new Given(replies, new UserId("user-" + UUID.randomUUID()), SessionId.random());
    }

    public static GivenPrompt prompt(GivenMessage... messages) {
        return new GivenPrompt(List.of(messages), ReplyOptions.NONE, false);
    }

    public static GivenPrompt prompt(ReplyOptions options, GivenMessage... messages) {
        return new GivenPrompt(List.of(messages), options, false);
    }

    public static GivenMessage instructions(String text) {
        return new GivenMessage.Instructions(text);
    }

    public static GivenMessage asked(String text) {
        return new GivenMessage.Asked(List.of(new GivenMessage.Text(text)));
    }

    public static GivenMessage answered(String text) {
        return new GivenMessage.Answered(text, List.of());
    }

    /** The reply's events, up to its end. */
    public Events streamed(GivenPrompt prompt) {
        return followed(begin(prompt));
    }

    /** The reply, before its end. */
    public ReplyId begin(GivenPrompt prompt) {
        return replies.start(question(prompt)).await().atMost(PATIENCE).reply();
    }

    public Events followed(ReplyId reply) {
        return new Events(replies.follow(user, reply, -1)
                .map(SequencedEvent::event)
                .collect()
                .asList()
                .await()
                .atMost(PATIENCE));
    }

    public WholeReply whole(GivenPrompt prompt) {
        return replies.answer(question(prompt)).await().atMost(PATIENCE);
    }

    public Question question(GivenPrompt prompt) {
        String message = prompt.messages().getLast() instanceof GivenMessage.Asked(List<GivenMessage.Part> parts)
                        && parts.getLast() instanceof GivenMessage.Text(String text)
                ? text
                : "";
        return new Question(
                user, new ClientAddress("127.0.0.1"), session, false, message, Optional.empty(), Optional.of(prompt));
    }
}
