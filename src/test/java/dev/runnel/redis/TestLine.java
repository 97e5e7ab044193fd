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
import javax.net.ServerSocketFactory;

/** A line to a server of this machine: encrypted if a test wants it, and its answers take as long as a test says. */
public final class TestLine implements AutoCloseable {

    private final ServerSocket server;
    private final int target;
    private final AtomicInteger open = new AtomicInteger();
    private final CountDownLatch closed = new CountDownLatch(1);
    private volatile Duration delay = Duration.ZERO;

    private TestLine(ServerSocket server, int target) {
        this.server = server;
        this.target = target;
    }

    public static TestLine to(int port) throws IOException {
        return open(ServerSocketFactory.getDefault(), port);
    }

    /** The line speaks TLS under this certificate; the server behind it does not. */
    public static TestLine encryptedTo(int port, TestCertificate certificate) throws IOException {
        return open(certificate.sockets(), port);
    }

    private static TestLine open(ServerSocketFactory sockets, int port) throws IOException {
        TestLine line = new TestLine(sockets.createServerSocket(0, 50, InetAddress.getLoopbackAddress()), port);
        Thread.ofVirtual().start(line::accept);
        return line;
    }

    public int port() {
        return server.getLocalPort();
    }

    /** Connections that clients hold open now. */
    int open() {
        return open.get();
    }

    public void delay(Duration answersTake) {
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
