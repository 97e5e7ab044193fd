package dev.runnel.ledger.shared;

import dev.runnel.IdempotencyKey;
import dev.runnel.ReplyId;
import dev.runnel.UserId;

/** The names of the ledger's keys in Redis. In a cluster the part in braces decides the slot. */
final class Keys {

    private Keys() {}

    /** Stream: a reply's header, its takeovers and its events. */
    static String log(ReplyId reply) {
        return "runnel:{" + reply + "}:log";
    }

    /** String: the prompt that the caller gave; exists while the reply runs. */
    static String prompt(ReplyId reply) {
        return "runnel:{" + reply + "}:prompt";
    }

    /** String: the id of the reply that was started with this idempotency key. */
    static String request(UserId user, IdempotencyKey key) {
        return "runnel:{" + user + "}:request:" + key.value();
    }

    /** Stream: the user's replies. */
    static String replies(UserId user) {
        return "runnel:{" + user + "}:replies";
    }

    /** Hash: the line of each of the user's sessions in which a reply runs or waits. */
    static String lines(UserId user) {
        return "runnel:{" + user + "}:lines";
    }

    /** String: exists while the pod is alive. */
    static String lease(String pod) {
        return "runnel:pod:{" + pod + "}";
    }

    /** Stream: events of the pod's replies, written before viewers see them. */
    static String journal(String pod, int number) {
        return "runnel:{" + pod + "}:journal:" + number;
    }

    /** List: replies that the pod is asked to stop, to erase, or to look for in their lines. */
    static String stops(String pod) {
        return "runnel:pod:{" + pod + "}:stops";
    }
}
