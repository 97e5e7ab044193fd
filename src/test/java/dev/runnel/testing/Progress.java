package dev.runnel.testing;

import java.util.OptionalLong;

/** How far an answer had come when it was looked at. */
record Progress(
        int tokensSent,
        boolean finishedNormally,
        boolean inProgress,
        OptionalLong firstTokenNanos,
        OptionalLong closedByClientNanos) {}
