package dev.runnel.ledger.shared;

import dev.runnel.ReplyId;

/** Identifies one run of one process. A pod that restarts gets another id, because it has lost its replies. */
record PodId(String value) {

    static PodId random() {
        return new PodId(ReplyId.random().value());
    }

    @Override
    public String toString() {
        return value;
    }
}
