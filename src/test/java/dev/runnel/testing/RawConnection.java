package dev.runnel.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;

/** A connection on which any bytes can be sent: also those that no HTTP client would send. */
public final class RawConnection implements AutoCloseable {

    /** One response. */
    public record Answer(int status, Map<String, String> headers, String body) {}

    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final String USUAL_ADDRESS = "127.0.0.1";

    private final Socket socket;

    private RawConnection(Socket socket) {
        this.socket = socket;
    }

    private static Socket open(int port, String from) {
        try {
            Socket socket = new Socket();
            socket.setTcpNoDelay(true);
            socket.bind(new InetSocketAddress(from, 0));
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            return socket;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static RawConnection to(int port) {
        return new RawConnection(open(port, USUAL_ADDRESS));
    }

    /** From another address of this machine: any that begins with 127. */
    public static RawConnection to(int port, String from) {
        return new RawConnection(open(port, from));
    }

    /** Under TLS, whatever the certificate; the client offers these protocols, or does not speak of any. */
    public static RawConnection encryptedTo(int port, String... protocols) {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, new TrustManager[] {new TrustsAll()}, null);
            SSLSocket socket = (SSLSocket)
                    context.getSocketFactory().createSocket(open(port, USUAL_ADDRESS), "localhost", port, true);
            SSLParameters parameters = socket.getSSLParameters();
            parameters.setApplicationProtocols(protocols);
            socket.setSSLParameters(parameters);
            socket.startHandshake();
            return new RawConnection(socket);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** What one connection is answered to these bytes; empty when it is closed without a word. */
    public static Optional<Answer> ask(int port, String request) {
        try (RawConnection connection = to(port)) {
            connection.send(request);
            return connection.answer();
        }
    }

    /** Each character is one byte. Says nothing when the other side has closed already: the answer tells. */
    public void send(String latin1) {
        try {
            socket.getOutputStream().write(latin1.getBytes(StandardCharsets.ISO_8859_1));
        } catch (IOException closed) {
            // What was sent before may have been refused, and the rest is for nobody.
        }
    }

    /** The next response, as a whole; empty when the connection ends before it begins. */
    public Optional<Answer> answer() {
        HttpDecoder response = HttpDecoder.ofResponse();
        int octet = read(PATIENCE);
        if (octet < 0) {
            return Optional.empty();
        }
        while (octet >= 0) {
            response.feed(octet);
            if (response.complete()) {
                break;
            }
            octet = read(PATIENCE);
        }
        int status = Integer.parseInt(response.startLine().split(" ")[1]);
        return Optional.of(
                new Answer(status, response.headers(), response.body().text()));
    }

    /** Whether the other side ends the connection within this time; takes what it still sends. */
    public boolean isClosedWithin(Duration time) {
        long end = System.nanoTime() + time.toNanos();
        try {
            while (System.nanoTime() < end) {
                if (read(Duration.ofNanos(Math.max(1_000_000, end - System.nanoTime()))) < 0) {
                    return true;
                }
            }
            return false;
        } catch (AssertionError nothing) {
            return false;
        }
    }

    private int read(Duration patience) {
        try {
            socket.setSoTimeout(Math.toIntExact(Math.max(1, patience.toMillis())));
            return socket.getInputStream().read();
        } catch (SocketTimeoutException e) {
            throw new AssertionError("nothing came for " + patience, e);
        } catch (IOException e) {
            return -1;
        }
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
