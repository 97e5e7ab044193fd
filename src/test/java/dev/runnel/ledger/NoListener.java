package dev.runnel.ledger;

import dev.runnel.ReplyId;
import io.smallrye.mutiny.Uni;

/** For logs whose replies nobody makes. */
public class NoListener implements EventLog.Listener {

    @Override
    public void stopRequested(ReplyId reply) {}

    @Override
    public void lost(ReplyId reply) {}

    @Override
    public Uni<Void> erased(ReplyId reply) {
        return Uni.createFrom().voidItem();
    }
}
