package dev.runnel.ledger.local;

import dev.runnel.ledger.ReplyLines;
import dev.runnel.ledger.ReplyLinesContract;

/** One process: the other pod is the same one. */
class MemoryReplyLinesTest extends ReplyLinesContract {

    private final ReplyLines lines = new MemoryReplyLines();

    @Override
    protected ReplyLines onePod() {
        return lines;
    }

    @Override
    protected ReplyLines otherPod() {
        return lines;
    }
}
