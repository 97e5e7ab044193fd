package dev.runnel.redis;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** A TCP line to a server whose answers take as long as a test says. */
final class SlowLine implements AutoCloseable {

    private final ServerSocket server;
    private final int target;
    private final AtomicInteger open = new AtomicInteger();
    private final CountDownLatch closed = new CountDownLatch(1);
    private volatile Duration delay = Duration.ZERO;

    private SlowLine(ServerSocket server, int target) {
        this.server = server;
        this.target = target;
    }

    static SlowLine to(int port) throws IOException {
        SlowLine line = new SlowLine(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()), port);
        Thread.ofVirtual().start(line::accept);
        return line;
    }

    int port() {
        return server.getLocalPort();
    }

    /** Connections that clients hold open now. */
    int open() {
        return open.get();
    }

    void delay(Duration answersTake) {
        delay = answersTake;
    }

    @Override
    public void close() throws IOException {
        closed.countDown();
        server.close();
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket near = server.accept();
                Socket far = new Socket(InetAddress.getLoopbackAddress(), target);
                open.incrementAndGet();
                Thread.ofVirtual().start(() -> {
                    copy(near, far, false);
                    open.decrementAndGet();
                });
                Thread.ofVirtual().start(() -> copy(far, near, true));
            } catch (IOException e) {
                return;
            }
        }
    }

    private void copy(Socket from, Socket to, boolean slowly) {
        try (from;
                to) {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            byte[] buffer = new byte[8192];
            for (int read = in.read(buffer); read > 0; read = in.read(buffer)) {
                if (slowly && closed.await(delay.toNanos(), TimeUnit.NANOSECONDS)) {
                    return;
                }
                out.write(buffer, 0, read);
            }
        } catch (IOException e) {
            // One side is gone; so is the line.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
