package dev.runnel.http.socket;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.ServerWebSocket;
import java.time.Duration;

/** Asks a client by pings whether it is still there, and notices if it says or reads nothing. On the event loop alone. */
final class Pulse {

    private static final Buffer NOTHING = Buffer.buffer();

    private final Vertx vertx;
    private final ServerWebSocket socket;
    private final Duration patience;
    private final Runnable silent;
    private final long timer;
    private long heard = System.nanoTime();
    private long read = heard;

    Pulse(Vertx vertx, ServerWebSocket socket, Duration interval, Runnable silent) {
        this.vertx = vertx;
        this.socket = socket;
        this.patience = interval.multipliedBy(5).dividedBy(2);
        this.silent = silent;
        this.timer = vertx.setPeriodic(interval.toMillis(), unused -> beat());
    }

    /** The client has sent something. */
    void heard() {
        heard = System.nanoTime();
    }

    /** Something has left for the client. */
    void read() {
        read = System.nanoTime();
    }

    void stop() {
        vertx.cancelTimer(timer);
    }

    private void beat() {
        long now = System.nanoTime();
        boolean full = socket.writeQueueFull();
        if (now - heard > patience.toNanos() || (full && now - read > patience.toNanos())) {
            stop();
            silent.run();
        } else if (!full) {
            // One that is full is asked by what it is sent.
            socket.writePing(NOTHING);
        }
    }
}
