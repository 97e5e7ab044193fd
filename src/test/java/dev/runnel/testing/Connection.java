package dev.runnel.testing;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * One client's connection. A thread of its own always reads, so that a client that goes away is noticed at once, whatever
 * the script is doing; a client that closes only its sending half counts as gone.
 */
final class Connection {
    @FunctionalInterface
    interface Handler {
        void answer(Connection connection, IncomingRequest request) throws IOException;
    }

    private final int number;
    private final Socket socket;
    private final BlockingQueue<Optional<IncomingRequest>> incoming = new LinkedBlockingQueue<>();
    private final CompletableFuture<Void> over = new CompletableFuture<>();
    private volatile boolean closedHere;
    private OptionalLong closedByClientNanos = OptionalLong.empty();
    private Exchange current;

    Connection(int number, Socket socket) {
        this.number = number;
        this.socket = socket;
    }

    int number() {
        return number;
    }

    OutputStream output() throws IOException {
        return socket.getOutputStream();
    }

    /** Answers one request after the other until the connection is over. */
    void serve(Handler handler) {
        Thread.ofVirtual().start(this::readRequests);
        try {
            for (var next = incoming.take(); next.isPresent(); next = incoming.take()) {
                handler.answer(this, next.get());
                endExchange();
                if (next.get().asksToClose()) {
                    return;
                }
            }
        } catch (IOException e) {
            clientClosed();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            endExchange();
            close();
        }
    }

    synchronized void begin(Exchange exchange) {
        current = exchange;
        closedByClientNanos.ifPresent(exchange::clientClosed);
    }

    void pause(Duration length) throws IOException {
        try {
            over.get(length.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            return;
        } catch (InterruptedException | ExecutionException e) {
            throw new IOException(e);
        }
        throw new EOFException("the connection is over");
    }

    void holdAt(Gate gate) throws IOException {
        CompletableFuture.anyOf(gate.opened(), over).join();
        if (over.isDone()) {
            throw new EOFException("the connection is over");
        }
    }

    void awaitOver() throws IOException {
        over.join();
        throw new EOFException("the connection is over");
    }

    void reset() throws IOException {
        socket.setSoLinger(true, 0);
        close();
    }

    void close() {
        closedHere = true;
        over.complete(null);
        try {
            socket.close();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private void readRequests() {
        try {
            InputStream in = new BufferedInputStream(socket.getInputStream());
            while (true) {
                incoming.add(Optional.of(readRequest(in)));
            }
        } catch (IOException e) {
            clientClosed();
        } finally {
            incoming.add(Optional.empty());
        }
    }

    private static IncomingRequest readRequest(InputStream in) throws IOException {
        HttpDecoder decoder = HttpDecoder.ofRequest();
        while (!decoder.complete()) {
            int octet = in.read();
            if (octet < 0) {
                throw new EOFException("the client closed");
            }
            decoder.feed(octet);
        }
        return IncomingRequest.of(decoder);
    }

    /** Tells the exchange first: whoever waits for the connection to be over may end the exchange as soon as it is. */
    private synchronized void clientClosed() {
        if (closedHere || over.isDone()) {
            return;
        }
        closedByClientNanos = OptionalLong.of(System.nanoTime());
        if (current != null) {
            current.clientClosed(closedByClientNanos.getAsLong());
        }
        over.complete(null);
    }

    private synchronized void endExchange() {
        if (current != null) {
            current.over();
        }
    }
}
