package dev.runnel.reply;

import dev.runnel.Failure;
import dev.runnel.FailureCode;
import dev.runnel.FinishReason;
import dev.runnel.Message;
import dev.runnel.ReplyEvent;
import dev.runnel.ToolCall;
import dev.runnel.Usage;
import dev.runnel.ledger.ReplyHeader;
import dev.runnel.model.ModelEvent;
import java.time.Instant;
import java.util.List;

/** How a reply ended: its last event for viewers, and the status of its text in the session. */
sealed interface Outcome {

    /** The last event. */
    ReplyEvent.Terminal event(ReplyHeader header, List<String> suggestions);

    /** The tools that the model calls; viewers are told of them before the last event. */
    default List<ToolCall> calls() {
        return List.of();
    }

    /** The status of the text in the session. */
    Message.Status status();

    /** The name in metrics, see {@link ReplyMetrics#outcome}; {@code failed} if it failed. */
    String name();

    /** The provider that answered; {@code none} if none did to the end. */
    default String provider() {
        return "none";
    }

    /** The model that answered; {@code none} if none did to the end. */
    default String model() {
        return "none";
    }

    /** The code of the failure, or {@code none}. */
    default String cause() {
        return "none";
    }

    /** The end of a reply whose tool calls viewers have got already. */
    static Outcome ofCalls() {
        return new Ended(new ModelEvent.Asked("none", "none"), FinishReason.TOOL_CALLS);
    }

    /**
     * The end of a reply whose answer another pod has stored in the session, but whose terminal event it did not write.
     */
    static Outcome ofKept(Message answer) {
        ModelEvent.Asked nobody = new ModelEvent.Asked("none", "none");
        return switch (answer.status()) {
            case COMPLETE -> new Ended(nobody, FinishReason.STOP);
            case LENGTH -> new Ended(nobody, FinishReason.LENGTH);
            case STOPPED -> new Ended(nobody, FinishReason.STOPPED);
            case LIMIT -> new Ended(nobody, FinishReason.LIMIT);
            case INTERRUPTED -> new Broken(Failure.of(FailureCode.PROVIDER_CUT));
        };
    }

    /** The model finished. */
    record Completed(ModelEvent.Finished finished) implements Outcome {
        @Override
        public ReplyEvent.Terminal event(ReplyHeader header, List<String> suggestions) {
            return new ReplyEvent.Complete(
                    suggestions,
                    header.session(),
                    header.reply(),
                    finished.provider(),
                    finished.model(),
                    finished.finishReason(),
                    finished.usage(),
                    Instant.now().getEpochSecond());
        }

        @Override
        public List<ToolCall> calls() {
            return finished.calls();
        }

        @Override
        public Message.Status status() {
            return finished.finishReason() == FinishReason.LENGTH ? Message.Status.LENGTH : Message.Status.COMPLETE;
        }

        @Override
        public String name() {
            return ReplyMetrics.outcome(finished.finishReason());
        }

        @Override
        public String provider() {
            return finished.provider();
        }

        @Override
        public String model() {
            return finished.model();
        }
    }

    /** This service ended the reply, on request or at a limit: {@code STOPPED} or {@code LIMIT}. */
    record Ended(ModelEvent.Asked asked, FinishReason reason) implements Outcome {
        @Override
        public ReplyEvent.Terminal event(ReplyHeader header, List<String> suggestions) {
            return new ReplyEvent.Complete(
                    suggestions,
                    header.session(),
                    header.reply(),
                    asked.provider(),
                    asked.model(),
                    reason,
                    Usage.NONE,
                    Instant.now().getEpochSecond());
        }

        @Override
        public Message.Status status() {
            return reason == FinishReason.LIMIT ? Message.Status.LIMIT : Message.Status.STOPPED;
        }

        @Override
        public String name() {
            return ReplyMetrics.outcome(reason);
        }

        @Override
        public String provider() {
            return asked.provider();
        }

        @Override
        public String model() {
            return asked.model();
        }
    }

    /** The reply failed. */
    record Broken(Failure failure) implements Outcome {
        @Override
        public ReplyEvent.Terminal event(ReplyHeader header, List<String> suggestions) {
            return new ReplyEvent.Failed(failure, header.reply(), header.session());
        }

        @Override
        public Message.Status status() {
            return Message.Status.INTERRUPTED;
        }

        @Override
        public String name() {
            return "failed";
        }

        @Override
        public String cause() {
            return failure.code().wireName();
        }
    }
}
