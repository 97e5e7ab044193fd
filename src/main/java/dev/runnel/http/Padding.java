package dev.runnel.http;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Pads frames with blanks, so that their lengths tell little about their words: 128 bytes, or the next power of two. The
 * blanks stand behind the JSON document, where every JSON reader ignores them. A frame without a document, such as an
 * end marker, contains no words and is not padded.
 *
 * <p>Against the attack that is known as "Whisper Leak" (arXiv 2511.03675).
 */
record Padding() implements FrameEncoding {

    /** It has no state, so all streams share it. */
    static final FrameEncoding PADDED = new Padding();

    /** A usual token's frame has 50 to 80 bytes. */
    private static final int SHORTEST = 128;

    private static final String END_OF_DOCUMENT = "}\n\n";
    private static final int LINE_ENDS = 2;

    @Override
    public byte[] encode(String frame) {
        byte[] plain = frame.getBytes(StandardCharsets.UTF_8);
        return frame.endsWith(END_OF_DOCUMENT) ? pad(plain) : plain;
    }

    private static byte[] pad(byte[] plain) {
        int length = paddedLength(plain.length);
        byte[] padded = Arrays.copyOf(plain, length);
        Arrays.fill(padded, plain.length - LINE_ENDS, length - LINE_ENDS, (byte) ' ');
        Arrays.fill(padded, length - LINE_ENDS, length, (byte) '\n');
        return padded;
    }

    /** A document by itself, as it is a message on a socket. */
    static String pad(String document) {
        int length = document.getBytes(StandardCharsets.UTF_8).length;
        return document + " ".repeat(paddedLength(length) - length);
    }

    private static int paddedLength(int length) {
        return Math.max(SHORTEST, Integer.highestOneBit(length - 1) << 1);
    }
}
