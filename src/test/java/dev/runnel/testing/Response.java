package dev.runnel.testing;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/** The bytes of one HTTP/1.1 response on their way to the socket. */
final class Response {
    private static final int BUFFER = 64 * 1024;

    private final OutputStream out;
    private final Bytes pending = new Bytes();
    private boolean chunked;
    private int pieceBytes;

    Response(OutputStream socket) {
        this.out = new BufferedOutputStream(socket, BUFFER);
    }

    void head(Action.Head head) throws IOException {
        chunked = !head.headers().containsKey("Content-Length");
        pieceBytes = head.pieceBytes();
        StringBuilder text = new StringBuilder("HTTP/1.1 ").append(head.status());
        text.append(head.status() == 200 ? " OK\r\n" : " Error\r\n");
        head.headers().forEach((name, value) -> line(text, name + ": " + value));
        if (chunked) {
            line(text, "Transfer-Encoding: chunked");
        }
        line(text, "");
        out.write(text.toString().getBytes(StandardCharsets.UTF_8));
        out.flush();
    }

    void raw(byte[] bytes) throws IOException {
        out.write(bytes);
        out.flush();
    }

    void append(byte[] bytes) {
        pending.writeBytes(bytes);
    }

    void flush() throws IOException {
        byte[] bytes = pending.toByteArray();
        pending.reset();
        int piece = pieceBytes == 0 ? Math.max(1, bytes.length) : pieceBytes;
        for (int from = 0; from < bytes.length; from += piece) {
            write(bytes, from, Math.min(piece, bytes.length - from));
            out.flush();
        }
    }

    /** Sends what is pending and ends the body; in one write, unless it goes out in pieces. */
    void terminate() throws IOException {
        if (pieceBytes > 0) {
            flush();
        } else if (pending.size() > 0) {
            write(pending.toByteArray(), 0, pending.size());
            pending.reset();
        }
        if (chunked) {
            out.write("0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
        }
        out.flush();
    }

    private void write(byte[] bytes, int from, int length) throws IOException {
        if (chunked) {
            out.write((Integer.toHexString(length) + "\r\n").getBytes(StandardCharsets.US_ASCII));
        }
        out.write(bytes, from, length);
        if (chunked) {
            out.write("\r\n".getBytes(StandardCharsets.US_ASCII));
        }
    }

    private static void line(StringBuilder text, String line) {
        text.append(line).append("\r\n");
    }
}
