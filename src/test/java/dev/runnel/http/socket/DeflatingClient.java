package dev.runnel.http.socket;

import dev.runnel.testing.SocketClient;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;

/** A client that compresses its messages as was agreed (RFC 7692), with the JDK's own means. */
final class DeflatingClient implements AutoCloseable {

    private static final byte[] TAIL = {0, 0, (byte) 0xff, (byte) 0xff};

    private final SocketClient raw;
    private final boolean serverForgets;
    private final boolean clientForgets;
    private Deflater deflater = new Deflater(9, true);
    private Inflater inflater = new Inflater(true);
    /** The last message, in what may be referred to: a window of the client's choice would be kept by nobody here. */
    private final boolean narrow;

    private DeflatingClient(SocketClient raw) {
        this.raw = raw;
        String agreed = raw.header("Sec-WebSocket-Extensions");
        if (agreed == null || !agreed.startsWith("permessage-deflate")) {
            throw new AssertionError("nothing was agreed: " + agreed);
        }
        this.serverForgets = agreed.contains("server_no_context_takeover");
        this.clientForgets = agreed.contains("client_no_context_takeover");
        this.narrow = agreed.contains("client_max_window_bits");
    }

    static DeflatingClient open(int port, String path, List<String> offers) {
        return new DeflatingClient(
                SocketClient.open(port, path, "Sec-WebSocket-Extensions: " + String.join(", ", offers)));
    }

    SocketClient raw() {
        return raw;
    }

    /** One message, in frames of at most so many bytes. */
    void send(String text, int frameBytes) {
        byte[] blocks = compressed(text);
        for (int from = 0; from < blocks.length; from += frameBytes) {
            int to = Math.min(blocks.length, from + frameBytes);
            int opcode = from == 0 ? SocketClient.COMPRESSED | SocketClient.TEXT : SocketClient.CONTINUATION;
            raw.sendFrame(to == blocks.length, opcode, Arrays.copyOfRange(blocks, from, to));
        }
    }

    byte[] compressed(String text) {
        if (clientForgets || narrow) {
            deflater.end();
            deflater = new Deflater(9, true);
        }
        return blocks(deflater, text.getBytes(StandardCharsets.UTF_8));
    }

    /** A message that refers to none before it. */
    static byte[] once(byte[] plain) {
        Deflater deflater = new Deflater(9, true);
        byte[] blocks = blocks(deflater, plain);
        deflater.end();
        return blocks;
    }

    private static byte[] blocks(Deflater deflater, byte[] plain) {
        deflater.setInput(plain);
        byte[] blocks = new byte[plain.length + 1024];
        int length = deflater.deflate(blocks, 0, blocks.length, Deflater.SYNC_FLUSH);
        return Arrays.copyOf(blocks, length - TAIL.length);
    }

    SocketClient.Frame nextFrame() {
        return raw.nextFrame();
    }

    /** The next message, in whatever frames it comes. */
    String nextText() {
        ByteArrayOutputStream payload = new ByteArrayOutputStream();
        SocketClient.Frame first = raw.nextFrame();
        payload.writeBytes(first.payload());
        SocketClient.Frame last = first;
        while (!last.isFinal()) {
            last = raw.nextFrame();
            payload.writeBytes(last.payload());
        }
        return text(new SocketClient.Frame(true, first.isCompressed(), first.opcode(), payload.toByteArray()));
    }

    /** What a whole message says. */
    String text(SocketClient.Frame message) {
        if (!message.isCompressed()) {
            throw new AssertionError("not compressed: " + message);
        }
        if (serverForgets) {
            inflater.end();
            inflater = new Inflater(true);
        }
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        byte[] some = new byte[4096];
        try {
            for (byte[] blocks : List.of(message.payload(), TAIL)) {
                inflater.setInput(blocks);
                for (int read = inflater.inflate(some); read > 0; read = inflater.inflate(some)) {
                    text.write(some, 0, read);
                }
            }
        } catch (DataFormatException e) {
            throw new AssertionError("not in the deflate format", e);
        }
        return text.toString(StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        deflater.end();
        inflater.end();
        raw.close();
    }
}
