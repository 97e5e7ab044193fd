package dev.runnel.ledger.shared;

import dev.runnel.IdempotencyKey;
import dev.runnel.ReplyId;
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

    /** Stream: which replies the user has. */
    static String replies(UserId user) {
        return "runnel:{" + user + "}:replies";
    }

    /** String: there while the pod lives. */
    static String lease(String pod) {
        return "runnel:pod:{" + pod + "}";
    }

    /** Stream: what the pod's replies append, before viewers see it. */
    static String journal(String pod, int number) {
        return "runnel:{" + pod + "}:journal:" + number;
    }

    /** List: replies of the pod that somebody wants stopped or erased. */
    static String stops(String pod) {
        return "runnel:pod:{" + pod + "}:stops";
    }
}
