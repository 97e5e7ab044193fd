package dev.runnel.http;

import com.jcraft.jzlib.Deflater;
import com.jcraft.jzlib.GZIPException;
import com.jcraft.jzlib.JZlib;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/**
 * Compresses a stream with gzip (RFC 1952), and completes a block after each frame, so that no word waits for the next
 * one.
 *
 * <p>The JDK's own {@code Deflater} keeps 100 KiB for each stream and does not let the window be chosen. A window of
 * 1 KiB is enough: what repeats in a stream are the names and punctuation of its events, and those are in the event
 * before.
 */
final class GzipFrames implements FrameEncoding {

    /** As a power of two. */
    private static final int WINDOW_BITS = 10;

    /** The hash table and the buffer of symbols take 4 KiB with it. */
    private static final int MEMORY_LEVEL = 3;

    /** The head of the format, an empty block and a little text. */
    private static final int SMALLEST_OUTPUT = 64;

    /** Hears how many bytes each frame had, and how many were sent for it. */
    interface Listener {

        void encoded(int plain, int sent);
    }

    private final Deflater deflater;
    private final Listener listener;

    GzipFrames(Listener listener) {
        this.listener = listener;
        try {
            deflater = new Deflater(JZlib.Z_DEFAULT_COMPRESSION, WINDOW_BITS, MEMORY_LEVEL, JZlib.W_GZIP);
        } catch (GZIPException e) {
            throw new IllegalStateException("parameters that gzip does not have", e);
        }
    }

    @Override
    public Optional<String> name() {
        return Optional.of("gzip");
    }

    @Override
    public byte[] encode(String frame) {
        byte[] plain = frame.getBytes(StandardCharsets.UTF_8);
        deflater.setInput(plain);
        byte[] sent = deflate(JZlib.Z_SYNC_FLUSH, SMALLEST_OUTPUT + plain.length / 2);
        listener.encoded(plain.length, sent.length);
        return sent;
    }

    @Override
    public byte[] end() {
        return deflate(JZlib.Z_FINISH, SMALLEST_OUTPUT);
    }

    private byte[] deflate(int flush, int expected) {
        byte[] output = new byte[expected];
        int length = 0;
        while (true) {
            deflater.setOutput(output, length, output.length - length);
            deflater.deflate(flush);
            length = deflater.getNextOutIndex();
            // Room that is left over is the sign that everything has come out.
            if (deflater.getAvailOut() > 0) {
                return Arrays.copyOf(output, length);
            }
            output = Arrays.copyOf(output, output.length * 2);
        }
    }
}
