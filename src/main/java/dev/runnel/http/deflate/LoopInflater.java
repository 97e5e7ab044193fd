package dev.runnel.http.deflate;

import java.util.Arrays;
import java.util.Optional;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/** Reads compressed messages. There is one for each thread: it takes 40 KiB, and clients write seldom. */
final class LoopInflater {

    private static final ThreadLocal<LoopInflater> OF_THREAD = ThreadLocal.withInitial(LoopInflater::new);
    private static final int SMALLEST_OUTPUT = 256;
    /** Each costs as much as a small message, and a client that ends its messages in this way needs one. */
    private static final int MOST_LAST_BLOCKS = 16;

    private static final int LARGEST_DICTIONARY = 1 << DeflateStream.LARGEST_WINDOW_BITS;

    private final Inflater inflater = new Inflater(true);

    static LoopInflater ofThread() {
        return OF_THREAD.get();
    }

    /**
     * Reads whole blocks.
     *
     * @param history what these may refer to
     * @param max how many bytes may come out: a few compressed ones can become a thousand times as many
     * @return empty if there were more
     */
    Optional<byte[]> read(History history, byte[] blocks, int max) throws DataFormatException {
        begin(history.bytes(), 0, history.length(), blocks, 0);
        byte[] output = new byte[(int) Math.min(max + 1L, SMALLEST_OUTPUT + 4L * blocks.length)];
        int length = 0;
        int lastBlocks = 0;
        while (true) {
            int read = inflater.inflate(output, length, output.length - length);
            length += read;
            if (length > max) {
                return Optional.empty();
            } else if (length == output.length) {
                output = Arrays.copyOf(output, (int) Math.min(max + 1L, 2L * output.length));
            } else if (inflater.finished() && inflater.getRemaining() > 0) {
                // A block that calls itself the last one is not the message's end, RFC 7692, 7.2.3.4.
                lastBlocks++;
                if (lastBlocks > MOST_LAST_BLOCKS) {
                    throw new DataFormatException("too many last blocks");
                }
                int dictionary = Math.min(length, LARGEST_DICTIONARY);
                begin(output, length - dictionary, dictionary, blocks, blocks.length - inflater.getRemaining());
            } else if (read == 0) {
                return Optional.of(Arrays.copyOf(output, length));
            }
        }
    }

    private void begin(byte[] dictionary, int dictionaryFrom, int dictionaryLength, byte[] blocks, int from) {
        inflater.reset();
        if (dictionaryLength > 0) {
            inflater.setDictionary(dictionary, dictionaryFrom, dictionaryLength);
        }
        inflater.setInput(blocks, from, blocks.length - from);
    }
}
