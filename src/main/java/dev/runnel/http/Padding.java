package dev.runnel.http;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Pads frames with blanks, so that their lengths tell little about their words: 128 bytes, or the next power of two. The
 * blanks stand behind the last JSON document, where every JSON reader ignores them. Frames that are sent together have
 * such a length together, as only that can be seen. A frame without a document, such as a comment, contains no words and
 * is not padded.
 *
 * <p>Against the attack that is known as "Whisper Leak" (arXiv 2511.03675).
 */
record Padding() implements FrameEncoding {

    /** It has no state, so all streams share it. */
    static final FrameEncoding PADDED = new Padding();

    /** A usual token's frame has 50 to 80 bytes. */
    private static final int SHORTEST = 128;

    private static final String END_OF_DOCUMENT = "}\n\n";

    @Override
    public byte[] encode(String frame) {
        byte[] plain = frame.getBytes(StandardCharsets.UTF_8);
        int end = frame.lastIndexOf(END_OF_DOCUMENT);
        if (end < 0) {
            return plain;
        }
        // Its line end, and the frames without a document that are sent along.
        int rest = frame.substring(end + 1).getBytes(StandardCharsets.UTF_8).length;
        byte[] padded = new byte[paddedLength(plain.length)];
        Arrays.fill(padded, (byte) ' ');
        System.arraycopy(plain, 0, padded, 0, plain.length - rest);
        System.arraycopy(plain, plain.length - rest, padded, padded.length - rest, rest);
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
