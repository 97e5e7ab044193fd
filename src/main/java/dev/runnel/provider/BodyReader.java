package dev.runnel.provider;

/** One way to read a body. All of it runs on the connection's event loop. */
sealed interface BodyReader permits EventStreamReader, DocumentReader {

    /** The next bytes; the array must not change afterwards. */
    void feed(byte[] bytes);

    /** The body has ended. */
    void finish();

    /** The body will not end: its connection is lost. */
    void close();
}
