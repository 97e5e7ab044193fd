package dev.runnel.model;

import dev.langchain4j.model.chat.response.ChatResponse;
import dev.runnel.FinishReason;
import dev.runnel.ToolCall;
import dev.runnel.Usage;
import dev.runnel.provider.Provider;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import java.util.List;

/**
 * A complete answer, and the provider that gave it.
 *
 * @param reasoning what the model thought before; empty if that is not shown, or not known
 */
public record Answer(String reasoning, String text, ModelEvent.Finished finished) {

    /** Collects the events of one call into its answer. */
    static Uni<Answer> of(Multi<ModelEvent> events) {
        return events.collect().asList().map(Answer::of);
    }

    private static Answer of(List<ModelEvent> events) {
        StringBuilder text = new StringBuilder();
        for (ModelEvent event : events) {
            if (event instanceof ModelEvent.Token token) {
                text.append(token.text());
            }
        }
        return new Answer("", text.toString(), (ModelEvent.Finished) events.getLast());
    }

    Answer after(String thoughts) {
        return new Answer(thoughts, text, finished);
    }

    static ModelEvent.Finished finished(Provider provider, ChatResponse response, Usage usage, List<ToolCall> calls) {
        return new ModelEvent.Finished(
                provider.name(),
                response.modelName() == null ? provider.model() : response.modelName(),
                calls.isEmpty() ? reason(response) : FinishReason.TOOL_CALLS,
                usage,
                calls);
    }

    private static FinishReason reason(ChatResponse response) {
        return response.finishReason() == dev.langchain4j.model.output.FinishReason.LENGTH
                ? FinishReason.LENGTH
                : FinishReason.STOP;
    }
}
