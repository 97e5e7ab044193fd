package dev.runnel.testing;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Decodes one HTTP/1.1 message (RFC 9112) byte by byte, so that a read that timed out half way loses nothing. It takes no
 * byte beyond the end of its message.
 */
final class HttpDecoder {
    private enum State {
        HEAD,
        FIXED,
        UNTIL_CLOSE,
        CHUNK_SIZE,
        CHUNK,
        CHUNK_END,
        TRAILER,
        COMPLETE
    }

    private final boolean response;
    private final Bytes line = new Bytes();
    private final Bytes body = new Bytes();
    private final Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    private final List<Integer> chunkEnds = new ArrayList<>();
    private State state = State.HEAD;
    private String startLine = "";
    private int left;

    private HttpDecoder(boolean response) {
        this.response = response;
    }

    static HttpDecoder ofRequest() {
        return new HttpDecoder(false);
    }

    static HttpDecoder ofResponse() {
        return new HttpDecoder(true);
    }

    void feed(int octet) {
        switch (state) {
            case HEAD, CHUNK_SIZE, CHUNK_END, TRAILER -> feedLine(octet);
            case UNTIL_CLOSE -> body.write(octet);
            case FIXED -> feedBody(octet, State.COMPLETE);
            case CHUNK -> feedBody(octet, State.CHUNK_END);
            case COMPLETE -> throw new IllegalStateException("the message is complete");
        }
    }

    boolean headComplete() {
        return state != State.HEAD;
    }

    boolean complete() {
        return state == State.COMPLETE;
    }

    String startLine() {
        return startLine;
    }

    Map<String, String> headers() {
        return Collections.unmodifiableMap(headers);
    }

    Bytes body() {
        return body;
    }

    /** The data of each HTTP chunk that came in whole. */
    List<String> chunks() {
        List<String> chunks = new ArrayList<>();
        int from = 0;
        for (int end : chunkEnds) {
            chunks.add(body.text(from, end));
            from = end;
        }
        return chunks;
    }

    private void feedBody(int octet, State after) {
        body.write(octet);
        if (--left == 0) {
            state = after;
        }
    }

    private void feedLine(int octet) {
        if (octet != '\n') {
            line.write(octet);
            return;
        }
        String text = line.text().stripTrailing();
        line.reset();
        switch (state) {
            case HEAD -> headLine(text);
            case CHUNK_SIZE -> chunkSize(text);
            case CHUNK_END -> chunkEnd();
            default -> state = text.isEmpty() ? State.COMPLETE : State.TRAILER;
        }
    }

    private void headLine(String text) {
        if (!text.isEmpty() && startLine.isEmpty()) {
            startLine = text;
        } else if (!text.isEmpty()) {
            int colon = text.indexOf(':');
            String value = text.substring(colon + 1).strip();
            headers.merge(text.substring(0, colon).strip(), value, (first, next) -> first + ", " + next);
        } else if (!startLine.isEmpty()) {
            state = bodyState();
        }
    }

    private State bodyState() {
        if (response && startLine.matches("\\S+ (1\\d\\d|204|304).*")) {
            return State.COMPLETE;
        }
        if ("chunked".equalsIgnoreCase(headers.get("Transfer-Encoding"))) {
            return State.CHUNK_SIZE;
        }
        if (headers.containsKey("Content-Length")) {
            left = Integer.parseInt(headers.get("Content-Length"));
            return left == 0 ? State.COMPLETE : State.FIXED;
        }
        return response ? State.UNTIL_CLOSE : State.COMPLETE;
    }

    private void chunkSize(String text) {
        left = Integer.parseInt(text.split(";")[0].strip(), 16);
        state = left == 0 ? State.TRAILER : State.CHUNK;
    }

    private void chunkEnd() {
        chunkEnds.add(body.size());
        state = State.CHUNK_SIZE;
    }
}
