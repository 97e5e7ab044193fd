package dev.runnel.limit;

import dev.runnel.ClientAddress;
import dev.runnel.UserId;

/** The keys of the rate limit in Redis. The braces keep all keys of one user in one slot of a cluster. */
final class LimitKeys {

    private LimitKeys() {}

    static String rate(UserId user) {
        return "runnel:{" + user + "}:rate";
    }

    /** No user id contains a slash, so no user can take an id that counts as an address. */
    static String rate(ClientAddress address) {
        return "runnel:{address/" + address.value() + "}:rate";
    }

    static String running(UserId user) {
        return "runnel:{" + user + "}:running";
    }
}
