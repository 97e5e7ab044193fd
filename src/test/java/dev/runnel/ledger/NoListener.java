package dev.runnel.ledger;

import dev.runnel.ReplyId;
import io.smallrye.mutiny.Uni;

/** Does nothing; for logs whose replies are not generated. */
public class NoListener implements EventLog.Listener {

    @Override
    public void stopRequested(ReplyId reply) {}

    @Override
    public void lineChanged(ReplyId reply) {}

    @Override
    public void lost(ReplyId reply) {}

    @Override
    public Uni<Void> erased(ReplyId reply) {
        return Uni.createFrom().voidItem();
    }
}
