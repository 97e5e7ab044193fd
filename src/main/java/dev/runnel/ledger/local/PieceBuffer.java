package dev.runnel.ledger.local;

import java.util.Arrays;

/** Pieces of one text, each under a number, in one buffer. Numbers grow, and some have no piece. Not thread-safe. */
final class PieceBuffer {

    private static final int FEW = 32;

    private final StringBuilder text = new StringBuilder();
    /** Where the piece of each number ends. A number without one ends where the one before it ends. */
    private int[] ends = new int[FEW];

    private int size;

    /** @param piece not empty */
    void put(int number, String piece) {
        if (number >= ends.length) {
            ends = Arrays.copyOf(ends, number + number / 2);
        }
        Arrays.fill(ends, size, number, text.length());
        text.append(piece);
        ends[number] = text.length();
        size = number + 1;
    }

    boolean has(int number) {
        return number < size && start(number) < ends[number];
    }

    String at(int number) {
        return text.substring(start(number), ends[number]);
    }

    private int start(int number) {
        return number == 0 ? 0 : ends[number - 1];
    }

    void trim() {
        text.trimToSize();
        ends = Arrays.copyOf(ends, size);
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
