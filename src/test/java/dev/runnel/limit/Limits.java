package dev.runnel.limit;

import java.time.Duration;

/** Limits for a test. */
record Limits(
        int requests,
        int concurrentReplies,
        int addressRequests,
        int podReplies,
        int reads,
        int deletions,
        int streams,
        int podStreams,
        Duration loopLag)
        implements LimitConfig {
    Limits(int requests, int concurrentReplies, int addressRequests, int podReplies) {
        this(requests, concurrentReplies, addressRequests, podReplies, 100, 100, 100, 100, Duration.ofSeconds(1));
    }

    Limits(int requests, int concurrentReplies, int podReplies) {
        this(requests, concurrentReplies, 0, podReplies);
    }
}
