package dev.runnel.testing;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** A growing buffer that can be looked into without copying it. */
final class Bytes extends ByteArrayOutputStream {

    byte at(int index) {
        return buf[index];
    }

    String text(int from, int to) {
        return new String(buf, from, to - from, StandardCharsets.UTF_8);
    }

    String text() {
        return text(0, count);
    }
}
