package dev.runnel.bench;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** The text of one token: its number and the moment at which it was sent, {@code "17@1796432400123456 "}. */
final class Token {

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
        return number + "@" + now() + " ";
    }

    /** The tokens in a line's {@code content}; none when it has no such field. An event may carry several. */
    static void readAll(byte[] line, int start, int end, Listener listener) {
        int at = indexOf(line, start, end, FIELD);
        if (at < 0) {
            return;
        }
        at += FIELD.length;
        long number = 0;
        long value = 0;
        for (; at < end && line[at] != '"'; at++) {
            byte b = line[at];
            if (b >= '0' && b <= '9') {
                value = value * 10 + (b - '0');
            } else if (b == '@') {
                number = value;
                value = 0;
            } else if (b == ' ') {
                listener.onToken(number, value);
                value = 0;
            }
        }
    }

    static int indexOf(byte[] bytes, int start, int end, byte[] wanted) {
        for (int i = start; i <= end - wanted.length; i++) {
            if (bytes[i] == wanted[0]
                    && java.util.Arrays.equals(bytes, i, i + wanted.length, wanted, 0, wanted.length)) {
                return i;
            }
        }
        return -1;
    }
}
