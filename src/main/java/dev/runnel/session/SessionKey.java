package dev.runnel.session;

import dev.runnel.SessionId;
import dev.runnel.UserId;

/** One session of one user. */
record SessionKey(UserId user, SessionId session) {

    /** The braces keep all keys of one user in one slot of a cluster. */
    String inRedis() {
        return "runnel:{" + user + "}:session:" + session;
    }
}
