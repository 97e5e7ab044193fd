package dev.runnel.testing;

import java.io.IOException;
import java.time.Instant;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicInteger;

/** One request and how far its answer has come. */
final class Exchange {
    @FunctionalInterface
    interface Write {
        void run() throws IOException;
    }

    private final int index;
    private final int connection;
    private final IncomingRequest request;
    private final Prompt prompt;
    private final Instant arrivedAt = Instant.now();
    private final long arrivedNanos = System.nanoTime();
    private final AtomicInteger tokensSent = new AtomicInteger();
    private volatile OptionalLong firstTokenNanos = OptionalLong.empty();
    private volatile OptionalLong closedByClientNanos = OptionalLong.empty();
    private volatile boolean finishedNormally;
    private volatile boolean inProgress = true;

    Exchange(int index, int connection, IncomingRequest request, Prompt prompt) {
        this.index = index;
        this.connection = connection;
        this.request = request;
        this.prompt = prompt;
    }

    IncomingRequest request() {
        return request;
    }

    Prompt prompt() {
        return prompt;
    }

    Heading heading() {
        return new Heading(
                "scripted-" + connection + "-" + index,
                arrivedAt.getEpochSecond(),
                prompt.model(),
                prompt.usageWanted());
    }

    /** Counts before the bytes go out: whoever has read a token finds it counted. */
    void sending(int tokens) {
        if (tokens > 0 && firstTokenNanos.isEmpty()) {
            firstTokenNanos = OptionalLong.of(System.nanoTime());
        }
        tokensSent.addAndGet(tokens);
    }

    /** Holds the lock while it writes: a client that closes on reading these bytes closes after the end. */
    synchronized void conclude(boolean whole, Write lastBytes) throws IOException {
        sendLast(whole, () -> {
            inProgress = false;
            lastBytes.run();
        });
    }

    /** As {@link #conclude}, but the exchange goes on. */
    synchronized void sendLast(boolean whole, Write lastBytes) throws IOException {
        finishedNormally = whole;
        try {
            lastBytes.run();
        } catch (IOException e) {
            finishedNormally = false;
            inProgress = true;
            throw e;
        }
    }

    synchronized void clientClosed(long nanos) {
        if (inProgress && closedByClientNanos.isEmpty()) {
            closedByClientNanos = OptionalLong.of(nanos);
        }
    }

    void over() {
        inProgress = false;
    }

    boolean inProgress() {
        return inProgress;
    }

    RecordedRequest snapshot() {
        Progress progress =
                new Progress(tokensSent.get(), finishedNormally, inProgress, firstTokenNanos, closedByClientNanos);
        return new RecordedRequest(index, connection, arrivedAt, arrivedNanos, request, prompt, progress);
    }
}
