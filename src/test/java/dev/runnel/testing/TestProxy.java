package dev.runnel.testing;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * An HTTP proxy that knows every host: all of them are one port of this machine. It builds tunnels ({@code CONNECT}), and
 * hands on requests that name their whole destination.
 */
public final class TestProxy implements AutoCloseable {

    private final ServerSocket server;
    private final int target;
    private final String credentials;
    private final List<String> asked = new CopyOnWriteArrayList<>();
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();

    /** @param credentials {@code user:password} that a client has to have; empty for none */
    public TestProxy(int target, String credentials) {
        this.target = target;
        this.credentials = credentials;
        try {
            server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Thread.ofVirtual().start(this::accept);
    }

    public int port() {
        return server.getLocalPort();
    }

    /** The first line of each request that was let through. */
    public List<String> asked() {
        return List.copyOf(asked);
    }

    @Override
    public void close() throws IOException {
        server.close();
        for (Socket socket : open) {
            socket.close();
        }
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket near = server.accept();
                open.add(near);
                Thread.ofVirtual().start(() -> serve(near));
            } catch (IOException e) {
                return;
            }
        }
    }

    private void serve(Socket near) {
        try (near) {
            String head = head(near.getInputStream());
            if (!credentials.isEmpty() && !head.contains("\r\nproxy-authorization: Basic " + encoded() + "\r\n")) {
                say(near, "HTTP/1.1 407 Proxy Authentication Required\r\nContent-Length: 0\r\n\r\n");
                return;
            }
            String line = head.substring(0, head.indexOf("\r\n"));
            asked.add(line);
            Socket far = new Socket(InetAddress.getLoopbackAddress(), target);
            open.add(far);
            if (line.startsWith("CONNECT ")) {
                say(near, "HTTP/1.1 200 Connection established\r\n\r\n");
            } else {
                say(far, head.replaceFirst("http://[^/]*/", "/"));
            }
            Thread.ofVirtual().start(() -> copy(far, near));
            copy(near, far);
        } catch (IOException e) {
            // One side is gone; so is the line.
        }
    }

    private String encoded() {
        return Base64.getEncoder().encodeToString(credentials.getBytes(StandardCharsets.UTF_8));
    }

    /** With the blank line, and the name of the header that matters in lower case. */
    private static String head(InputStream in) throws IOException {
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        while (!head.toString(StandardCharsets.ISO_8859_1).endsWith("\r\n\r\n")) {
            int next = in.read();
            if (next < 0) {
                throw new IOException("no request");
            }
            head.write(next);
        }
        return head.toString(StandardCharsets.ISO_8859_1).replace("Proxy-Authorization", "proxy-authorization");
    }

    private static void say(Socket to, String text) throws IOException {
        to.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    private static void copy(Socket from, Socket to) {
        try (from;
                to) {
            OutputStream out = to.getOutputStream();
            from.getInputStream().transferTo(out);
        } catch (IOException e) {
            // One side is gone; so is the line.
        }
    }
}
