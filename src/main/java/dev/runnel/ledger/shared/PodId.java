package dev.runnel.ledger.shared;

import dev.runnel.ReplyId;

/** Names one run of one process: a pod that restarts gets another id, because it has forgotten its replies. */
record PodId(String value) {

    static PodId random() {
        return new PodId(ReplyId.random().value());
    }

    @Override
    public String toString() {
        return value;
    }
}
