package dev.runnel.http.deflate;

import java.util.Arrays;

/** Writes blocks with the codes that the format itself fixes (RFC 1951, 3.2.6), and grows no larger than it has to. */
final class FixedCodes {

    /** Not the last block, fixed codes; the lowest bit goes first. */
    private static final int BLOCK = 0b010;

    private static final int END_OF_BLOCK = 256;
    private static final int FIRST_LENGTH = 257;
    private static final int LONGEST = 258;
    private static final int LONGEST_SYMBOL = 285;
    private static final int SHORTEST = 3;
    private static final int DISTANCE_BITS = 5;

    /** A code of at most nine bits, turned around: codes go with the highest bit first, all else with the lowest. */
    private static final short[] CODES = new short[288];

    private static final byte[] CODE_BITS = new byte[CODES.length];
    private static final byte[] DISTANCE_CODES = new byte[30];

    static {
        for (int symbol = 0; symbol < CODES.length; symbol++) {
            int bits = symbol < 144 ? 8 : symbol < 256 ? 9 : symbol < 280 ? 7 : 8;
            int code = symbol < 144
                    ? 0b0011_0000 + symbol
                    : symbol < 256
                            ? 0b1_1001_0000 + symbol - 144
                            : symbol < 280 ? symbol - 256 : 0b1100_0000 + symbol - 280;
            CODES[symbol] = (short) reversed(code, bits);
            CODE_BITS[symbol] = (byte) bits;
        }
        for (int symbol = 0; symbol < DISTANCE_CODES.length; symbol++) {
            DISTANCE_CODES[symbol] = (byte) reversed(symbol, DISTANCE_BITS);
        }
    }

    private static int reversed(int code, int bits) {
        return Integer.reverse(code) >>> (Integer.SIZE - bits);
    }

    private final byte[] bytes;
    private int length;
    /** Bits that do not fill a byte yet. */
    private long pending;

    private int pendingBits;

    /** @param plainLength of what will be written: a literal has nine bits at most, and a copy fewer than its bytes */
    FixedCodes(int plainLength) {
        bytes = new byte[plainLength + plainLength / Byte.SIZE + 16];
    }

    void begin() {
        add(BLOCK, 3);
    }

    void literal(byte value) {
        symbol(value & 0xff);
    }

    private void symbol(int symbol) {
        add(CODES[symbol], CODE_BITS[symbol]);
    }

    /** The same bytes as so far before: 3 to 258 of them, up to 32 KiB before. */
    void copy(int count, int distance) {
        int rest = count - SHORTEST;
        if (count == LONGEST) {
            symbol(LONGEST_SYMBOL);
        } else if (rest < 8) {
            symbol(FIRST_LENGTH + rest);
        } else {
            // Four codes for each power of two, with the bits that these leave.
            int extra = extraBits(rest, 2);
            symbol(FIRST_LENGTH + 4 * extra + (rest >>> extra));
            add(rest & ((1 << extra) - 1), extra);
        }
        distance(distance - 1);
    }

    private void distance(int rest) {
        if (rest < 4) {
            add(DISTANCE_CODES[rest], DISTANCE_BITS);
        } else {
            int extra = extraBits(rest, 1);
            add(DISTANCE_CODES[2 * extra + (rest >>> extra)], DISTANCE_BITS);
            add(rest & ((1 << extra) - 1), extra);
        }
    }

    /** How many bits a number has behind its highest one and those that choose its code. */
    private static int extraBits(int number, int choosing) {
        return Integer.SIZE - 1 - Integer.numberOfLeadingZeros(number) - choosing;
    }

    private void add(int bits, int count) {
        pending |= (long) bits << pendingBits;
        pendingBits += count;
        while (pendingBits >= Byte.SIZE) {
            bytes[length++] = (byte) pending;
            pending >>>= Byte.SIZE;
            pendingBits -= Byte.SIZE;
        }
    }

    /** Ends the block, and adds an empty one that ends with a whole byte. */
    byte[] flush() {
        symbol(END_OF_BLOCK);
        add(0, 3);
        add(0, (Byte.SIZE - pendingBits) % Byte.SIZE);
        bytes[length++] = 0;
        bytes[length++] = 0;
        bytes[length++] = (byte) 0xff;
        bytes[length++] = (byte) 0xff;
        return Arrays.copyOf(bytes, length);
    }
}
