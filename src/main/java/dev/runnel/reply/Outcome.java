package dev.runnel.reply;

import dev.runnel.Failure;
import dev.runnel.FinishReason;
import dev.runnel.Message;
import dev.runnel.ReplyEvent;
import dev.runnel.Usage;
import dev.runnel.ledger.ReplyHeader;
import dev.runnel.model.ModelEvent;
import java.util.List;

/** How a reply ended: what its viewers are told last, and how its text is remembered. */
sealed interface Outcome {

    /** The last event. */
    ReplyEvent.Terminal event(ReplyHeader header, List<String> suggestions);

    /** How the text is kept in the session. */
    Message.Status status();

    /** What operators count it as: {@code complete}, {@code length}, {@code limit}, {@code stopped} or {@code failed}. */
    String name();

    /** Who answered; {@code none} when nobody did to the end. */
    default String provider() {
        return "none";
    }

    /** The code of the failure, or {@code none}. */
    default String cause() {
        return "none";
    }

    /** The model said all. */
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
                    finished.usage());
        }

        @Override
        public Message.Status status() {
            return Message.Status.COMPLETE;
        }

        @Override
        public String name() {
            return ReplyMetrics.outcome(finished.finishReason());
        }

        @Override
        public String provider() {
            return finished.provider();
        }
    }

    /** This service ended it, on somebody's wish or at a cap: {@code STOPPED} or {@code LIMIT}. */
    record Ended(ModelEvent.Asked asked, FinishReason reason) implements Outcome {
        @Override
        public ReplyEvent.Terminal event(ReplyHeader header, List<String> suggestions) {
            return new ReplyEvent.Complete(
                    suggestions, header.session(), header.reply(), asked.provider(), asked.model(), reason, Usage.NONE);
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
    }

    /** Nothing could go on. */
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
