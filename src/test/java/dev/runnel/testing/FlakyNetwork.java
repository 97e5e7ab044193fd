package dev.runnel.testing;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** Passes bytes between a client and a server of this machine, until it is told to break the connections. */
public final class FlakyNetwork implements AutoCloseable {
    private final ServerSocket entrance;
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
    private final AtomicInteger answersToLose = new AtomicInteger();
    private volatile InetSocketAddress server;
    private volatile boolean down;
    private volatile boolean keepingStreamsBack;

    public FlakyNetwork(int serverPort) {
        leadTo(serverPort);
        try {
            entrance = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Thread.ofVirtual().start(this::accept);
    }

    public int port() {
        return entrance.getLocalPort();
    }

    /** New connections lead to another server; open ones stay. */
    public void leadTo(int serverPort) {
        server = new InetSocketAddress(InetAddress.getLoopbackAddress(), serverPort);
    }

    /** Every open connection breaks; new ones work. */
    public void cut() {
        sockets.forEach(FlakyNetwork::close);
    }

    /** Every open connection breaks, and new ones too. */
    public void goDown() {
        down = true;
        cut();
    }

    public void comeUp() {
        down = false;
    }

    /** The server gets the next so many requests, but its answer is lost with the connection. */
    public void loseAnswers(int count) {
        answersToLose.set(count);
        cut();
    }

    /** From now on a stream's first bytes and all that follow them never arrive, as behind a proxy that buffers. */
    public void keepStreamsBack() {
        keepingStreamsBack = true;
    }

    @Override
    public void close() {
        goDown();
        try {
            entrance.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void accept() {
        while (!entrance.isClosed()) {
            try {
                Socket client = entrance.accept();
                if (down) {
                    close(client);
                } else {
                    connect(client);
                }
            } catch (IOException e) {
                // Closed, or a client that went away while it was accepted.
            }
        }
    }

    private void connect(Socket client) throws IOException {
        Socket upstream = new Socket();
        upstream.connect(server);
        sockets.add(client);
        sockets.add(upstream);
        Thread.ofVirtual().start(() -> pass(client, upstream, false));
        Thread.ofVirtual().start(() -> pass(upstream, client, true));
    }

    private void pass(Socket from, Socket to, boolean answers) {
        byte[] buffer = new byte[8192];
        try (from;
                to) {
            InputStream in = from.getInputStream();
            boolean mute = false;
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                mute |= answers && keepingStreamsBack && contains(buffer, read, "text/event-stream");
                if (mute) {
                    continue;
                }
                if (answers && answersToLose.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
                    return;
                }
                to.getOutputStream().write(buffer, 0, read);
            }
        } catch (IOException e) {
            // One side has gone; closing both tells the other.
        } finally {
            sockets.remove(from);
            sockets.remove(to);
        }
    }

    private static boolean contains(byte[] buffer, int length, String text) {
        return new String(buffer, 0, length, StandardCharsets.ISO_8859_1).contains(text);
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
