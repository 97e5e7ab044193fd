package dev.runnel.ledger;

import dev.runnel.IdempotencyKey;
import dev.runnel.ReplyId;
import dev.runnel.SessionId;
import dev.runnel.UserId;

/** The names of the ledger's keys in Redis; what stands in braces chooses the slot in a cluster. */
final class Keys {

    private Keys() {}

    /** Stream: the header, the pods that write, and the events. */
    static String log(ReplyId reply) {
        return "runnel:{" + reply + "}:log";
    }

    /** String: the reply that a request's name stands for. */
    static String request(UserId user, IdempotencyKey key) {
        return "runnel:{" + user + "}:request:" + key.value();
    }

    /** String: the latest reply of a session. */
    static String running(UserId user, SessionId session) {
        return "runnel:{" + user + "}:session:" + session + ":running";
    }

    /** String: there while the pod lives. */
    static String lease(String pod) {
        return "runnel:pod:{" + pod + "}";
    }

    /** List: replies of the pod that somebody wants stopped. */
    static String stops(String pod) {
        return "runnel:pod:{" + pod + "}:stops";
    }
}
