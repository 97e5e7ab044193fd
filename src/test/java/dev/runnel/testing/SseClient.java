package dev.runnel.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * An HTTP/1.1 client on a raw socket that shows the bytes of an event stream (HTML standard, "Server-sent events") as they
 * come. It reads only when asked to: a client that is not asked is a viewer that does not read. Every wait is bounded and ends
 * in an {@link AssertionError}.
 */
public final class SseClient implements AutoCloseable {
    /** How the response ended. */
    public enum End {
        /** With the terminating chunk, or with all of its Content-Length. */
        CLEAN,
        /** The socket was closed before that. */
        CUT,
        /** The connection was reset, or broke in another way. */
        RESET
    }

    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final int READ_SIZE = 8 * 1024;

    private final Socket socket;
    private final Duration patience;
    private final HttpDecoder response = HttpDecoder.ofResponse();
    private final byte[] buffer = new byte[READ_SIZE];
    private Optional<End> end = Optional.empty();
    private int consumed;

    SseClient(Socket socket, Duration patience) {
        this.socket = socket;
        this.patience = patience;
    }

    public static SseRequest to(int port) {
        return new SseRequest(port, 0, PATIENCE);
    }

    public static SseClient get(int port, String path, String... headers) {
        return to(port).get(path, headers);
    }

    public static SseClient post(int port, String path, String jsonBody, String... headers) {
        return to(port).post(path, jsonBody, headers);
    }

    public static SseClient request(int port, String method, String path, String body, String... headers) {
        return to(port).request(method, path, body, headers);
    }

    /** Waits for the response's head. */
    public int status() {
        awaitHead();
        return Integer.parseInt(response.startLine().split(" ")[1]);
    }

    /** Whatever the case of the name. */
    public Optional<String> header(String name) {
        awaitHead();
        return Optional.ofNullable(response.headers().get(name));
    }

    /** The next event as it came, its blank line included; at the end of the body also one that lacks it. */
    public String nextEvent() {
        long deadline = deadline(patience);
        Optional<String> event = takeEvent();
        while (event.isEmpty() && read(deadline)) {
            event = takeEvent();
        }
        return event.or(this::takeRest).orElseThrow(() -> new AssertionError(noMore("event")));
    }

    /** The next event if it comes within this time. */
    public Optional<String> pollEvent(Duration within) {
        long deadline = deadline(within);
        Optional<String> event = takeEvent();
        while (event.isEmpty() && read(deadline)) {
            event = takeEvent();
        }
        return event.or(this::takeRest);
    }

    /** All events from here to the end of the body, however it ends. */
    public List<String> events() {
        awaitEnd();
        List<String> events = new ArrayList<>();
        for (var next = takeEvent(); next.isPresent(); next = takeEvent()) {
            events.add(next.get());
        }
        takeRest().ifPresent(events::add);
        return events;
    }

    /** The whole body, however it ends, also what was taken as an event before. */
    public String rawBody() {
        awaitEnd();
        return response.body().text();
    }

    /** The data of each HTTP chunk so far, one per write of the server; reads nothing. */
    public List<String> chunks() {
        return response.chunks();
    }

    /** Waits for the end; false also when none comes in time. */
    public boolean isEndedCleanly() {
        readToTheEnd();
        return end.equals(Optional.of(End.CLEAN));
    }

    /** Waits for the end. */
    public End end() {
        awaitEnd();
        return end.orElseThrow();
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Closes with a RST. */
    public void reset() {
        try {
            socket.setSoLinger(true, 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        close();
    }

    private void awaitHead() {
        long deadline = deadline(patience);
        while (!response.headComplete()) {
            if (!read(deadline)) {
                throw new AssertionError(noMore("head"));
            }
        }
    }

    private void awaitEnd() {
        readToTheEnd();
        if (end.isEmpty()) {
            throw new AssertionError(noMore("end"));
        }
    }

    private void readToTheEnd() {
        long deadline = deadline(patience);
        while (read(deadline)) {
            // Each read that brought something is followed by another.
        }
    }

    /** One read; false at the end and when nothing comes until the deadline. */
    private boolean read(long deadline) {
        long millis = (deadline - System.nanoTime()) / 1_000_000;
        if (end.isPresent() || millis <= 0) {
            return false;
        }
        try {
            socket.setSoTimeout(Math.toIntExact(millis));
            int count = socket.getInputStream().read(buffer);
            for (int i = 0; i < count && !response.complete(); i++) {
                response.feed(buffer[i] & 0xff);
            }
            end = response.complete() ? Optional.of(End.CLEAN) : count < 0 ? Optional.of(End.CUT) : Optional.empty();
            return count > 0;
        } catch (SocketTimeoutException e) {
            return false;
        } catch (IOException e) {
            end = Optional.of(End.RESET);
            return false;
        }
    }

    private Optional<String> takeEvent() {
        Bytes body = response.body();
        for (int i = consumed + 1; i < body.size(); i++) {
            boolean blankLine = body.at(i) == '\n'
                    && (body.at(i - 1) == '\n'
                            || (i - 2 >= consumed && body.at(i - 1) == '\r' && body.at(i - 2) == '\n'));
            if (blankLine) {
                return Optional.of(take(i + 1));
            }
        }
        return Optional.empty();
    }

    private Optional<String> takeRest() {
        int size = response.body().size();
        return end.isPresent() && consumed < size ? Optional.of(take(size)) : Optional.empty();
    }

    private String take(int to) {
        String text = response.body().text(consumed, to);
        consumed = to;
        return text;
    }

    private String noMore(String awaited) {
        String how = end.map(known -> "the response ended (" + known + ")").orElse("nothing came for " + patience);
        return "no " + awaited + ": " + how + "; " + response.startLine() + ", body so far:\n"
                + response.body().text();
    }

    private static long deadline(Duration within) {
        return System.nanoTime() + within.toNanos();
    }
}
