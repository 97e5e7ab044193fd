package dev.runnel.reply;

import dev.runnel.GivenPrompt;
import dev.runnel.ReplyOptions;
import dev.runnel.model.ModelEvent;
import dev.runnel.model.PreparedCall;
import dev.runnel.model.Prompt;
import dev.runnel.model.ReplyCalls;
import dev.runnel.model.ReplyModel;
import io.smallrye.mutiny.Multi;
import org.jboss.logging.Logger;

/** How the model is asked for one reply. Used once. */
interface ModelRequest {

    /** Called before it is known whether the model may be asked. Never fails. */
    default void prepare() {}

    Multi<ModelEvent> ask(Prompt prompt, ReplyCalls reply);

    /** The model will not be asked after all, or later: then without what was prepared. */
    default void drop() {}

    /** Asks for a streamed answer. */
    final class Streamed implements ModelRequest {

        private static final Logger LOG = Logger.getLogger(ModelRequest.class);

        private final ReplyModel model;
        private final String message;
        private final ReplyOptions options;
        private PreparedCall prepared = PreparedCall.NONE;
        private boolean dropped;

        Streamed(ReplyModel model, Question question) {
            this.model = model;
            this.message = question.message();
            this.options = question.given().map(GivenPrompt::options).orElse(ReplyOptions.NONE);
        }

        /** What cannot be prepared now is done when it is needed, and fails then. */
        @Override
        public void prepare() {
            try {
                keep(model.prepare(message, options));
            } catch (RuntimeException e) {
                LOG.debugf("A call could not be prepared: %s", e.toString());
            }
        }

        /** A refusal comes on another thread, and may come before the preparation that it makes useless. */
        private synchronized void keep(PreparedCall ready) {
            if (dropped) {
                ready.release();
            } else {
                prepared = ready;
            }
        }

        @Override
        public synchronized Multi<ModelEvent> ask(Prompt prompt, ReplyCalls reply) {
            return model.stream(prompt, reply, prepared);
        }

        @Override
        public synchronized void drop() {
            dropped = true;
            prepared.release();
            prepared = PreparedCall.NONE;
        }
    }
}
