package dev.runnel.session;

import dev.runnel.Message;
import dev.runnel.ReplyId;
import dev.runnel.TurnPlace;
import java.util.List;
import java.util.Optional;

/**
 * A question and its answer, which are stored together or not at all.
 *
 * @param reply the id of the reply, which is the turn's name; a turn that is sent twice, because it was unknown whether
 *     it arrived, is stored once
 * @param messages in the order in which they were said; empty if they were not read yet
 * @param writer how often the reply had been taken over by another pod when this was told; of two that tell the same
 *     reply, each as it wrote it, the later one is right
 * @param place where it belongs; of a stored turn never {@link TurnPlace#NEXT}, unless the turn before is not kept any
 *     more
 * @param continued the replies that this one went on from, the latest first: it stands in their place
 */
public record Turn(ReplyId reply, List<Message> messages, long writer, TurnPlace place, List<ReplyId> continued) {

    public Turn {
        messages = List.copyOf(messages);
        continued = List.copyOf(continued);
    }

    /** Of a reply that one pod wrote, after the newest turn. */
    public Turn(ReplyId reply, List<Message> messages) {
        this(reply, messages, 0, TurnPlace.NEXT, List.of());
    }

    /** The same at another place. */
    public Turn at(TurnPlace other) {
        return new Turn(reply, messages, writer, other, continued);
    }

    Turn saying(List<Message> some) {
        return new Turn(reply, some, writer, place, continued);
    }

    Turn continuing(List<ReplyId> replies) {
        return new Turn(reply, messages, writer, place, replies);
    }

    /** Whether this is its name, or was the name of a reply that it continued. */
    public boolean isCalled(ReplyId name) {
        return reply.equals(name) || continued.contains(name);
    }

    /** What the user asked; empty if that is outside the window. */
    public Optional<String> question() {
        return messages.stream()
                .filter(message -> message.role() == Message.Role.USER)
                .map(Message::text)
                .findFirst();
    }

    /** What the model answered; empty if it is not kept. */
    public Optional<Message> answer() {
        return messages.isEmpty()
                ? Optional.empty()
                : Optional.of(messages.getLast()).filter(message -> message.role() == Message.Role.ASSISTANT);
    }
}
