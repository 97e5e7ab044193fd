package dev.runnel.front.openai;

import dev.runnel.Failure;
import dev.runnel.FailureCode;
import dev.runnel.FinishReason;
import dev.runnel.Message;
import dev.runnel.ReplyEvent;
import dev.runnel.SequencedEvent;
import dev.runnel.ToolCall;
import dev.runnel.Usage;
import dev.runnel.reply.WholeReply;
import java.util.List;
import java.util.Optional;

/** The state of a response: what the reply's events so far, from the first one on, add up to. */
final class ResponseState {

    /** The status of a response. An item can only have the first three. */
    enum Status {
        IN_PROGRESS("in_progress"),
        COMPLETED("completed"),
        INCOMPLETE("incomplete"),
        CANCELLED("cancelled"),
        FAILED("failed");

        private final String wireName;

        Status(String wireName) {
            this.wireName = wireName;
        }

        String wireName() {
            return wireName;
        }
    }

    private final StringBuilder reasoning = new StringBuilder();
    private final StringBuilder text = new StringBuilder();
    private List<ToolCall> calls = List.of();
    private boolean begun;
    private Optional<ReplyEvent.Terminal> end = Optional.empty();

    static ResponseState of(List<SequencedEvent> events) {
        ResponseState state = new ResponseState();
        events.forEach(sequenced -> state.add(sequenced.event()));
        return state;
    }

    static ResponseState of(WholeReply reply) {
        ResponseState state = new ResponseState();
        state.reasoning.append(reply.reasoning());
        state.text.append(reply.message());
        state.calls = reply.toolCalls();
        state.end = Optional.of(new ReplyEvent.Complete(
                reply.suggestions(),
                reply.session(),
                reply.reply(),
                reply.provider(),
                reply.model(),
                reply.finishReason(),
                reply.usage(),
                reply.endedAt()));
        return state;
    }

    /** From the answer in a session, which has neither the model that answered nor the usage. */
    static ResponseState of(ResponseId id, Message answer) {
        ResponseState state = new ResponseState();
        state.text.append(answer.text());
        state.end = Optional.of(
                switch (answer.status()) {
                    case COMPLETE -> kept(id, FinishReason.STOP);
                    case LENGTH -> kept(id, FinishReason.LENGTH);
                    case STOPPED -> kept(id, FinishReason.STOPPED);
                    case LIMIT -> kept(id, FinishReason.LIMIT);
                    case INTERRUPTED ->
                        new ReplyEvent.Failed(Failure.of(FailureCode.PROVIDER_CUT), id.reply(), id.session());
                });
        return state;
    }

    private static ReplyEvent.Terminal kept(ResponseId id, FinishReason reason) {
        return new ReplyEvent.Complete(List.of(), id.session(), id.reply(), "", "", reason, Usage.NONE);
    }

    void add(ReplyEvent event) {
        begun |= isOfModel(event);
        switch (event) {
            case ReplyEvent.Reasoning thought -> reasoning.append(text.isEmpty() ? thought.content() : "");
            case ReplyEvent.Chunk chunk -> text.append(chunk.content());
            case ReplyEvent.ToolCalls called -> calls = called.calls();
            case ReplyEvent.Terminal terminal -> end = Optional.of(terminal);
            case ReplyEvent.Progress progress -> {}
            case ReplyEvent.ContextChanged changed -> {}
            case ReplyEvent.QueueChanged changed -> {}
            case ReplyEvent.Steered steered -> {}
        }
    }

    static boolean isOfModel(ReplyEvent event) {
        return switch (event) {
            case ReplyEvent.Progress(ReplyEvent.Stage stage, var reply, var session) ->
                stage == ReplyEvent.Stage.THINKING;
            case ReplyEvent.Reasoning thought -> true;
            case ReplyEvent.Chunk chunk -> true;
            case ReplyEvent.ToolCalls called -> true;
            case ReplyEvent.ContextChanged changed -> false;
            case ReplyEvent.QueueChanged changed -> false;
            case ReplyEvent.Steered steered -> false;
            case ReplyEvent.Terminal terminal -> false;
        };
    }

    void begin() {
        begun = true;
    }

    /** Whether anything has come of the model. */
    boolean hasBegun() {
        return begun;
    }

    /** What the model thought before its first text: an item of its own, and no item follows a message but calls. */
    String reasoning() {
        return reasoning.toString();
    }

    String text() {
        return text.toString();
    }

    List<ToolCall> calls() {
        return calls;
    }

    Status status() {
        return end.map(terminal -> switch (terminal) {
                    case ReplyEvent.Failed failed -> Status.FAILED;
                    case ReplyEvent.Complete complete ->
                        switch (complete.finishReason()) {
                            case STOP, TOOL_CALLS -> Status.COMPLETED;
                            case LENGTH, LIMIT -> Status.INCOMPLETE;
                            case STOPPED -> Status.CANCELLED;
                        };
                })
                .orElse(Status.IN_PROGRESS);
    }

    /** The status of the text. It is complete if calls follow it, and incomplete if the response was cut off. */
    Status textStatus() {
        Status status = status();
        if (!calls.isEmpty()) {
            return Status.COMPLETED;
        }
        return status == Status.CANCELLED || status == Status.FAILED ? Status.INCOMPLETE : status;
    }

    Optional<Failure> failure() {
        return end.map(terminal ->
                terminal instanceof ReplyEvent.Failed(Failure failure, var reply, var session) ? failure : null);
    }

    /** When it was completed, in seconds since 1970; empty if it was not, or if that is not known. */
    Optional<Long> completedAt() {
        return end.map(terminal -> terminal instanceof ReplyEvent.Complete complete ? complete.endedAt() : 0L)
                .filter(time -> time > 0 && status() == Status.COMPLETED);
    }

    /** The terminal event, if it names the provider that answered. */
    Optional<ReplyEvent.Complete> answered() {
        return end.map(terminal -> terminal instanceof ReplyEvent.Complete complete
                        && !complete.provider().isEmpty()
                ? complete
                : null);
    }
}
