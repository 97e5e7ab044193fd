package dev.runnel.session;

import dev.runnel.SessionId;
import dev.runnel.UserId;
import java.util.List;

/** One session of one user. The braces keep all keys of one user in one slot of a cluster. */
record SessionKey(UserId user, SessionId session) {

    /** All that a change of the session may change, in the order of {@link SessionScripts#CHANGE}. */
    List<String> changed() {
        return List.of(inRedis(), index(), sizes(user), archive());
    }

    /** Hash: the whole session. */
    String inRedis() {
        return prefix(user) + session;
    }

    /** Hash: the turns outside the window. */
    String archive() {
        return archives(user) + session;
    }

    /** The prefix of the keys of turns outside the window. */
    static String archives(UserId user) {
        return "runnel:{" + user + "}:archive:";
    }

    /** The prefix of the keys of all sessions of the user. */
    static String prefix(UserId user) {
        return "runnel:{" + user + "}:session:";
    }

    /** Sorted set: the user's sessions, roughly by last use. */
    String index() {
        return index(user);
    }

    static String index(UserId user) {
        return "runnel:{" + user + "}:sessions";
    }

    /** Hash: how many bytes each of the user's sessions takes. */
    static String sizes(UserId user) {
        return "runnel:{" + user + "}:sizes";
    }
}
