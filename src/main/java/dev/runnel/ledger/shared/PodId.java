package dev.runnel.ledger.shared;

import dev.runnel.ReplyId;

/** Names one run of one process: a pod that restarts is another one, for it remembers nothing. */
record PodId(String value) {

    static PodId random() {
        return new PodId(ReplyId.random().value());
    }

    @Override
    public String toString() {
        return value;
    }
}
