package dev.runnel.testing;

import java.util.concurrent.CompletableFuture;

/** A hold that a test ends: scripts wait at it until it is opened. Once open, it stays open. */
public final class Gate {
    private final CompletableFuture<Void> opened = new CompletableFuture<>();

    public void open() {
        opened.complete(null);
    }

    public boolean isOpen() {
        return opened.isDone();
    }

    CompletableFuture<Void> opened() {
        return opened;
    }
}
