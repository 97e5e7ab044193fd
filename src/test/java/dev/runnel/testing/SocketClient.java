package dev.runnel.testing;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * A WebSocket client (RFC 6455) on a raw socket, which can also send what no library sends. It reads only when asked to: a
 * client that is not asked is one that does not read. Every wait is bounded and ends in an {@link AssertionError}.
 */
public final class SocketClient implements AutoCloseable {

    public static final int CONTINUATION = 0;
    public static final int TEXT = 1;
    public static final int BINARY = 2;
    public static final int CLOSE = 8;
    public static final int PING = 9;
    public static final int PONG = 10;

    /** Of a frame's first byte: its message is compressed. */
    public static final int COMPRESSED = 0x40;

    /** A frame as it came. */
    public record Frame(boolean isFinal, boolean isCompressed, int opcode, byte[] payload) {
        public String text() {
            return new String(payload, StandardCharsets.UTF_8);
        }
    }

    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final byte[] MASK = {1, 2, 3, 4};
    private static final int NO_CODE = 1005;
    /** So little that a client that does not read holds the server up soon. */
    private static final int SMALL_WINDOW = 4096;

    private final Socket socket;
    private final DataInputStream in;
    private final Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    private boolean silent;

    private SocketClient(Socket socket) throws IOException {
        this.socket = socket;
        this.in = new DataInputStream(socket.getInputStream());
    }

    /** Opens a socket, with these header lines beside the necessary ones. */
    public static SocketClient open(int port, String path, String... headers) {
        return open(port, path, false, headers);
    }

    /** The same of a client with hardly any room for what it does not read. */
    public static SocketClient openNarrow(int port, String path, String... headers) {
        return open(port, path, true, headers);
    }

    private static SocketClient open(int port, String path, boolean narrow, String... headers) {
        try {
            Socket socket = new Socket();
            if (narrow) {
                socket.setReceiveBufferSize(SMALL_WINDOW);
            }
            socket.setTcpNoDelay(true);
            socket.setSoTimeout((int) PATIENCE.toMillis());
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            SocketClient client = new SocketClient(socket);
            client.sendRaw(handshake(path, headers).getBytes(StandardCharsets.ISO_8859_1));
            String status = client.line();
            if (!status.startsWith("HTTP/1.1 101 ")) {
                socket.close();
                throw new AssertionError("no socket: " + status);
            }
            client.readHeaders();
            return client;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The request that opens a socket. */
    public static String handshake(String path, String... headers) {
        StringBuilder request = new StringBuilder("GET " + path + " HTTP/1.1\r\nHost: localhost\r\n"
                + "Connection: keep-alive, Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\n"
                + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n");
        for (String header : headers) {
            request.append(header).append("\r\n");
        }
        return request.append("\r\n").toString();
    }

    private void readHeaders() throws IOException {
        for (String line = line(); !line.isEmpty(); line = line()) {
            int colon = line.indexOf(':');
            headers.put(line.substring(0, colon), line.substring(colon + 1).strip());
        }
    }

    private String line() throws IOException {
        StringBuilder line = new StringBuilder();
        for (int octet = in.read(); octet >= 0 && octet != '\n'; octet = in.read()) {
            line.append((char) octet);
        }
        return line.toString().stripTrailing();
    }

    /** A header of the answer to the handshake; null if there is none. */
    public String header(String name) {
        return headers.get(name);
    }

    /** From now on pings are not answered. */
    public SocketClient fallSilent() {
        silent = true;
        return this;
    }

    public void send(JsonNode message) {
        send(message.toString());
    }

    public void send(String text) {
        sendFrame(true, TEXT, text.getBytes(StandardCharsets.UTF_8));
    }

    /** One frame, masked as a client's has to be. {@link #COMPRESSED} may be added to its opcode. */
    public void sendFrame(boolean isFinal, int opcode, byte[] payload) {
        ByteArrayOutputStream frame = new ByteArrayOutputStream();
        frame.write((isFinal ? 0x80 : 0) | opcode);
        if (payload.length < 126) {
            frame.write(0x80 | payload.length);
        } else if (payload.length < 1 << 16) {
            frame.write(0x80 | 126);
            frame.write(payload.length >> 8);
            frame.write(payload.length);
        } else {
            frame.write(0x80 | 127);
            for (int shift = 56; shift >= 0; shift -= 8) {
                frame.write((int) ((long) payload.length >> shift));
            }
        }
        frame.writeBytes(MASK);
        for (int i = 0; i < payload.length; i++) {
            frame.write(payload[i] ^ MASK[i % MASK.length]);
        }
        sendRaw(frame.toByteArray());
    }

    public void sendRaw(byte[] bytes) {
        try {
            socket.getOutputStream().write(bytes);
        } catch (IOException closed) {
            // What was sent before may have ended the socket, and the rest is for nobody.
        }
    }

    /** The next frame, whatever it is; answers pings. */
    public Frame nextFrame() {
        try {
            int first = in.readUnsignedByte();
            long length = in.readUnsignedByte();
            if (length == 126) {
                length = in.readUnsignedShort();
            } else if (length == 127) {
                length = in.readLong();
            }
            byte[] payload = in.readNBytes(Math.toIntExact(length));
            Frame frame = new Frame((first & 0x80) != 0, (first & COMPRESSED) != 0, first & 0x0f, payload);
            if (frame.opcode() == PING && !silent) {
                sendFrame(true, PONG, payload);
            }
            return frame;
        } catch (SocketTimeoutException e) {
            throw new AssertionError("no frame came for " + PATIENCE, e);
        } catch (IOException e) {
            throw new AssertionError("the connection ended without a close", e);
        }
    }

    /** The next message. */
    public JsonNode next() {
        StringBuilder text = new StringBuilder();
        for (; ; ) {
            Frame frame = nextFrame();
            if (frame.opcode() == CLOSE) {
                throw new AssertionError("the socket was closed: " + code(frame));
            } else if (frame.opcode() == TEXT || frame.opcode() == CONTINUATION) {
                text.append(frame.text());
                if (frame.isFinal()) {
                    return Conversation.json(text.toString());
                }
            }
        }
    }

    /** The next message of which this is true; those before it are read and forgotten. */
    public JsonNode next(Predicate<JsonNode> wanted) {
        for (; ; ) {
            JsonNode message = next();
            if (wanted.test(message)) {
                return message;
            }
        }
    }

    public JsonNode next(String type) {
        return next(message -> message.path("type").asText().equals(type));
    }

    /** Reads on until the service closes the socket; 1005 for a close without a code. */
    public int closeCode() {
        Frame frame = nextFrame();
        while (frame.opcode() != CLOSE) {
            frame = nextFrame();
        }
        return code(frame);
    }

    private static int code(Frame close) {
        byte[] payload = close.payload();
        return payload.length < 2 ? NO_CODE : (payload[0] & 0xff) << 8 | payload[1] & 0xff;
    }

    /** Without a word. */
    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
