package dev.runnel.bench;

/**
 * As many conversations in one of the ways to read them.
 *
 * @param bytes that were compressed for it
 */
record SocketRow(Steady steady, CompressedBytes bytes) {

    /** What is left of a hundred bytes; NaN where nothing was compressed. */
    double percent() {
        return bytes.before() == 0 ? Double.NaN : 100.0 * bytes.after() / bytes.before();
    }
}
