package dev.runnel.http.deflate;

/** The last bytes of a stream, in one piece, as a dictionary has to be. It grows to its limit and no further. */
final class History {

    private static final int SMALLEST = 64;

    private final int limit;
    private byte[] bytes = {};
    private int length;

    /** @param limit in bytes; 0 for a stream that is not remembered */
    History(int limit) {
        this.limit = limit;
    }

    void add(byte[] added, int from, int count) {
        int taken = Math.min(count, limit);
        int kept = Math.min(length, limit - taken);
        byte[] target = kept + taken <= bytes.length ? bytes : grown(kept + taken);
        System.arraycopy(bytes, length - kept, target, 0, kept);
        System.arraycopy(added, from + count - taken, target, kept, taken);
        bytes = target;
        length = kept + taken;
    }

    private byte[] grown(int needed) {
        return new byte[Math.min(limit, Math.max(SMALLEST, Math.max(needed, 2 * bytes.length)))];
    }

    boolean isEmpty() {
        return length == 0;
    }

    /** The bytes are those up to {@link #length}. */
    byte[] bytes() {
        return bytes;
    }

    int length() {
        return length;
    }
}
