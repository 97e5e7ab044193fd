package dev.runnel.http;

import dev.runnel.http.deflate.CompressionListener;
import dev.runnel.http.deflate.DeflateStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.zip.CRC32;

/**
 * Compresses a stream with gzip (RFC 1952), and completes a block after each frame, so that no word waits for the next
 * one.
 */
final class GzipFrames implements FrameEncoding {

    /** About twenty events: what repeats in a stream is in those. It takes 3 KiB; twice as much would save half a byte. */
    private static final int REMEMBERED = 1024;

    /** Deflate, no name, no time, and a system that does not matter. */
    private static final byte[] HEAD = {0x1f, (byte) 0x8b, 8, 0, 0, 0, 0, 0, 0, (byte) 0xff};

    /** A last block that is empty. */
    private static final byte[] LAST_BLOCK = {3, 0};

    private static final byte[] NOTHING = {};

    private final DeflateStream stream = new DeflateStream(REMEMBERED, DeflateStream.LARGEST_WINDOW_BITS);
    private final CRC32 check = new CRC32();
    private final CompressionListener listener;
    private int plainBytes;
    private boolean begun;

    GzipFrames(CompressionListener listener) {
        this.listener = listener;
    }

    @Override
    public Optional<String> name() {
        return Optional.of("gzip");
    }

    @Override
    public byte[] encode(String frame) {
        byte[] plain = frame.getBytes(StandardCharsets.UTF_8);
        byte[] head = head();
        byte[] blocks = stream.compress(plain);
        check.update(plain);
        // The format counts modulo 2^32.
        plainBytes += plain.length;
        byte[] sent = head.length == 0 ? blocks : joined(head, blocks);
        listener.compressed(plain.length, sent.length);
        return sent;
    }

    @Override
    public byte[] end() {
        byte[] head = head();
        return joined(head, LAST_BLOCK, ending());
    }

    private byte[] head() {
        byte[] head = begun ? NOTHING : HEAD;
        begun = true;
        return head;
    }

    private byte[] ending() {
        return ByteBuffer.allocate(2 * Integer.BYTES)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt((int) check.getValue())
                .putInt(plainBytes)
                .array();
    }

    private static byte[] joined(byte[]... parts) {
        int length = 0;
        for (byte[] part : parts) {
            length += part.length;
        }
        ByteBuffer joined = ByteBuffer.allocate(length);
        for (byte[] part : parts) {
            joined.put(part);
        }
        return joined.array();
    }
}
