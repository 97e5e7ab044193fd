package dev.runnel.session;

import java.time.Duration;

/**
 * How long and how much of conversations is kept.
 *
 * @param ttl after the last turn
 * @param window how many messages of a branch a prompt needs
 * @param all whether turns outside the window are kept, too
 * @param memory characters of all sessions in this process
 * @param maxSessions of one user
 * @param maxBytes of one user
 */
record Keeping(Duration ttl, int window, boolean all, long memory, int maxSessions, long maxBytes) {

    static Keeping of(SessionConfig config, HistoryConfig history) {
        boolean all = !history.ttl().isZero();
        return new Keeping(
                all && history.ttl().compareTo(config.ttl()) > 0 ? history.ttl() : config.ttl(),
                config.maxMessages(),
                all,
                config.memoryMaxCharacters(),
                config.maxPerUser(),
                config.maxBytesPerUser());
    }

    /** The same for a copy of what prompts need. */
    Keeping ofWindow() {
        return new Keeping(ttl, window, false, memory, maxSessions, maxBytes);
    }
}
