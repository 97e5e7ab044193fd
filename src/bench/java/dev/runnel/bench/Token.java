package dev.runnel.bench;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;

/**
 * The text of one token: its number and the moment at which it was sent, {@code "17@4k2x1z "}. The moment is in base 36,
 * and repeats after half an hour: a token as long as a model's would be better, and this one is nearly so.
 */
final class Token {

    private static final int RADIX = 36;
    /** Six digits of that radix. */
    private static final long PERIOD_MICROS = 2_176_782_336L;

    private static final byte[] FIELD = {'"', 'c', 'o', 'n', 't', 'e', 'n', 't', '"', ':', '"'};

    /** Receives each token of an event. */
    interface Listener {
        void onToken(long number, long sentMicros);
    }

    private Token() {}

    /** Microseconds of the clock that all processes of this machine share. */
    static long now() {
        return ChronoUnit.MICROS.between(Instant.EPOCH, Instant.now());
    }

    static String text(long number) {
        return number + "@" + Long.toString(now() % PERIOD_MICROS, RADIX) + " ";
    }

    /** How long ago a moment was that a token carries. */
    static long since(long sentMicros, long now) {
        return Math.floorMod(now - sentMicros, PERIOD_MICROS);
    }

    /** Reads the tokens of one reply: an event may carry several, or a part of one. */
    static final class Reader {

        private final Listener listener;
        private long number;
        private long value;
        private int radix = 10;

        Reader(Listener listener) {
            this.listener = listener;
        }

        /** The tokens in a line's {@code content}; none when it has no such field. */
        void read(byte[] line, int start, int end) {
            int at = indexOf(line, start, end, FIELD);
            if (at < 0) {
                return;
            }
            for (at += FIELD.length; at < end && line[at] != '"'; at++) {
                read(line[at]);
            }
        }

        private void read(byte b) {
            if (b == '@') {
                number = value;
                value = 0;
                radix = RADIX;
            } else if (b == ' ') {
                listener.onToken(number, value);
                value = 0;
                radix = 10;
            } else {
                value = value * radix + Character.digit(b, radix);
            }
        }
    }

    private static int indexOf(byte[] bytes, int start, int end, byte[] wanted) {
        for (int i = start; i <= end - wanted.length; i++) {
            if (bytes[i] == wanted[0] && Arrays.equals(bytes, i, i + wanted.length, wanted, 0, wanted.length)) {
                return i;
            }
        }
        return -1;
    }
}
