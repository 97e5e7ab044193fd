package dev.runnel.http.deflate;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Compresses the parts of one stream (RFC 1951), each so that it can be read at once. To be used by one thread at a time.
 *
 * <p>The JDK's compressor takes a quarter of a megabyte for each stream, or 5 to 10 µs for each event when streams share
 * one, which then has to be told again what the stream was before. This one takes a few kilobytes and less than a
 * microsecond: events are so short that the format's own, fixed codes are the best ones, and what repeats in them was in
 * the events just before.
 */
public final class DeflateStream {

    /** How far back the format can refer, in bytes as a power of two. */
    public static final int LARGEST_WINDOW_BITS = 15;

    private static final VarHandle FOUR_BYTES =
            MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);

    /** Three bytes would be shorter as a reference, too, but hardly, and are found at the wrong places. */
    private static final int SHORTEST_MATCH = 4;

    private static final int LONGEST_MATCH = 258;
    /** Places are kept with 16 bits, and compared with that: a wrong one is noticed, as its bytes are. */
    private static final int PLACES = 0xffff;

    private static final int SPREAD = 0x9E3779B1;

    private final int remembered;
    private final int farthest;
    /** At least the last {@link #remembered} bytes of the stream, and behind them what is being compressed. */
    private final byte[] recent;
    /** Where four bytes with this hash were last, counted from the beginning of the stream. */
    private final char[] places;

    private final int shift;
    /** Of the first byte in {@link #recent}. */
    private int place;

    private int end;

    /**
     * @param remembered so many bytes of the stream at least, as far as the window allows: a power of two. Three times as
     *     much memory is taken
     * @param windowBits how far back the reader can look, as a power of two: 8 to 15
     */
    public DeflateStream(int remembered, int windowBits) {
        this.farthest = 1 << windowBits;
        this.remembered = Math.min(remembered, farthest);
        this.recent = new byte[2 * this.remembered];
        this.places = new char[this.remembered / 2];
        this.shift = Integer.numberOfLeadingZeros(places.length) + 1;
    }

    /** From here on nothing refers to what was before. */
    public void forget() {
        place += end;
        end = 0;
    }

    /** Whole blocks. The last one is empty, so the result ends with 00 00 FF FF: all readers show then what they have. */
    public byte[] compress(byte[] plain) {
        FixedCodes codes = new FixedCodes(plain.length);
        codes.begin();
        for (int from = 0; from < plain.length; from += remembered) {
            compress(plain, from, Math.min(remembered, plain.length - from), codes);
        }
        return codes.flush();
    }

    private void compress(byte[] plain, int from, int count, FixedCodes codes) {
        makeRoom(count);
        System.arraycopy(plain, from, recent, end, count);
        int at = end;
        end += count;
        while (at + SHORTEST_MATCH <= end) {
            int distance = remember(at);
            int length = distance == 0 ? 0 : matching(at, distance);
            if (length == 0) {
                codes.literal(recent[at]);
                at++;
            } else {
                codes.copy(length, distance);
                for (int next = at + 1; next < at + length && next + SHORTEST_MATCH <= end; next++) {
                    remember(next);
                }
                at += length;
            }
        }
        for (; at < end; at++) {
            codes.literal(recent[at]);
        }
    }

    private void makeRoom(int count) {
        if (end + count > recent.length) {
            int kept = Math.min(end, remembered);
            System.arraycopy(recent, end - kept, recent, 0, kept);
            place += end - kept;
            end = kept;
        }
    }

    /** How far before here the same four bytes may have been; 0 if that is not known. */
    private int remember(int at) {
        int hash = ((int) FOUR_BYTES.get(recent, at) * SPREAD) >>> shift;
        int distance = (place + at - places[hash]) & PLACES;
        places[hash] = (char) (place + at);
        return distance <= at && distance <= farthest ? distance : 0;
    }

    /** How many bytes are the same as so far before; 0 if too few. */
    private int matching(int at, int distance) {
        if ((int) FOUR_BYTES.get(recent, at) != (int) FOUR_BYTES.get(recent, at - distance)) {
            return 0;
        }
        int most = Math.min(LONGEST_MATCH, end - at);
        int length = SHORTEST_MATCH;
        while (length < most && recent[at + length] == recent[at + length - distance]) {
            length++;
        }
        return length;
    }
}
