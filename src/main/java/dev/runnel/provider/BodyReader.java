package dev.runnel.provider;

/** One way to read a response body. Runs on the connection's event loop. */
sealed interface BodyReader permits EventStreamReader, DocumentReader {

    /** The next bytes; the array must not change afterwards. */
    void feed(byte[] bytes);

    /** The body has ended. */
    void finish();

    /** The connection was lost before the body ended. */
    void close();
}
