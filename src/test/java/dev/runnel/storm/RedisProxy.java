package dev.runnel.storm;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;

/** The way to a Redis: it can break, be closed in one direction, and take its time with answers. */
final class RedisProxy implements AutoCloseable {

    private static final int BACKLOG = 50;
    private static final int BUFFER = 64 * 1024;

    private final ServerSocket entrance;
    private final int target;
    private final Set<Line> lines = ConcurrentHashMap.newKeySet();
    private volatile Duration delay = Duration.ZERO;

    RedisProxy(int target) {
        this.target = target;
        try {
            entrance = new ServerSocket(0, BACKLOG, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Thread.ofVirtual().start(this::accept);
    }

    int port() {
        return entrance.getLocalPort();
    }

    void cut() {
        lines.forEach(Line::cut);
    }

    /** Clients read the end of the stream; what they have sent and still send arrives. */
    void halfClose() {
        lines.forEach(Line::halfClose);
    }

    void answersTake(Duration time) {
        delay = time;
    }

    private void accept() {
        while (!entrance.isClosed()) {
            try {
                connect(entrance.accept());
            } catch (IOException e) {
                // Closed, or a client that has gone again.
            }
        }
    }

    private void connect(Socket client) throws IOException {
        try {
            Line line = new Line(client, new Socket(InetAddress.getLoopbackAddress(), target));
            lines.add(line);
            Thread.ofVirtual().start(() -> line.copy(line.client, line.server, false));
            Thread.ofVirtual().start(() -> line.copy(line.server, line.client, true));
        } catch (IOException redisIsDown) {
            client.close();
        }
    }

    @Override
    public void close() {
        try {
            entrance.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        cut();
    }

    private final class Line {

        private final Socket client;
        private final Socket server;
        private volatile boolean mute;

        Line(Socket client, Socket server) throws IOException {
            this.client = client;
            this.server = server;
            client.setTcpNoDelay(true);
            server.setTcpNoDelay(true);
        }

        void copy(Socket from, Socket to, boolean answers) {
            byte[] buffer = new byte[BUFFER];
            try (from;
                    to) {
                InputStream in = from.getInputStream();
                OutputStream out = to.getOutputStream();
                for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                    if (answers) {
                        LockSupport.parkNanos(delay.toNanos());
                    }
                    if (!answers || !mute) {
                        out.write(buffer, 0, read);
                    }
                }
            } catch (IOException e) {
                // One side has gone; closing both tells the other.
            } finally {
                lines.remove(this);
            }
        }

        void halfClose() {
            mute = true;
            try {
                client.shutdownOutput();
            } catch (IOException e) {
                cut();
            }
        }

        void cut() {
            try (client;
                    server) {
                client.setSoLinger(true, 0);
            } catch (IOException e) {
                // Closed already.
            }
        }
    }
}
