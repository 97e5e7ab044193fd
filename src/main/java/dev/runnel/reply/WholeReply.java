package dev.runnel.reply;

import dev.runnel.FinishReason;
import dev.runnel.ReplyEvent;
import dev.runnel.ReplyId;
import dev.runnel.SequencedEvent;
import dev.runnel.SessionId;
import dev.runnel.ToolCall;
import dev.runnel.Usage;
import java.util.List;
import java.util.Optional;

/**
 * A reply that was not streamed: the content of the {@code complete} event, with the text.
 *
 * @param reasoning what the model thought; empty if that is not shown, or not known
 * @param toolCalls the tools that the model calls; empty for none
 * @param context the conversation's context, if it changed in this turn
 * @param endedAt in seconds since 1970; 0 if that is not known
 */
public record WholeReply(
        String reasoning,
        String message,
        List<ToolCall> toolCalls,
        Optional<ReplyEvent.ContextChanged> context,
        List<String> suggestions,
        SessionId session,
        ReplyId reply,
        String provider,
        String model,
        FinishReason finishReason,
        Usage usage,
        long endedAt) {

    /** From the events of a reply that has ended; throws a {@code FailureException} if it failed. */
    static WholeReply of(List<SequencedEvent> events) {
        StringBuilder reasoning = new StringBuilder();
        StringBuilder text = new StringBuilder();
        List<ToolCall> calls = List.of();
        Optional<ReplyEvent.ContextChanged> context = Optional.empty();
        for (SequencedEvent sequenced : events) {
            switch (sequenced.event()) {
                case ReplyEvent.Chunk chunk -> text.append(chunk.content());
                case ReplyEvent.Reasoning thought -> reasoning.append(thought.content());
                case ReplyEvent.ToolCalls called -> calls = called.calls();
                case ReplyEvent.Failed failed -> throw failed.failure().asException();
                case ReplyEvent.Complete end -> {
                    return new WholeReply(
                            reasoning.toString(),
                            text.toString(),
                            calls,
                            context,
                            end.suggestions(),
                            end.session(),
                            end.reply(),
                            end.provider(),
                            end.model(),
                            end.finishReason(),
                            end.usage(),
                            end.endedAt());
                }
                case ReplyEvent.Progress progress -> {}
                case ReplyEvent.QueueChanged changed -> {}
                case ReplyEvent.Steered steered -> {}
                case ReplyEvent.ContextChanged changed -> context = Optional.of(changed);
            }
        }
        // This process is stopping. Another pod has the rest: the client finds it there by sending the same request
        // again.
        throw ReplyDrain.REFUSAL.asException();
    }
}
