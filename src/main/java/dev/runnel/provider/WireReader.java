package dev.runnel.provider;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import dev.runnel.Failure;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;

/**
 * Reads the data of one event, whatever it contains: nothing, an end marker, one JSON document, several of them, or
 * bytes that are no UTF-8. A document that breaks off in the middle fails the whole event.
 */
final class WireReader {

    /** Strict about what is text, lenient about known mistakes of engines that print JSON by hand. */
    static final JsonFactory JSON = JsonFactory.builder()
            .enable(JsonReadFeature.ALLOW_UNESCAPED_CONTROL_CHARS)
            .enable(JsonReadFeature.ALLOW_BACKSLASH_ESCAPING_ANY_CHARACTER)
            .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
            .enable(JsonReadFeature.ALLOW_TRAILING_COMMA)
            .build();

    private static final int LONGEST_MARKER = 16;
    /** How many characters of a refusal that is no JSON are searched for known words. */
    private static final int REFUSAL_CHARACTERS = 2048;

    private static final byte[] FRAME = {'d', 'a', 't', 'a', ':'};

    private final WireFormat wire;

    WireReader(WireFormat wire) {
        this.wire = wire;
    }

    /**
     * Passes each document and the end marker to the listener; passes nothing if it fails.
     *
     * @throws IOException if it is neither
     */
    void read(byte[] bytes, int offset, int length, Consumer<WireChunk> listener) throws IOException {
        int start = offset;
        int end = offset + length;
        // A gateway that adds a prefix to lines that already have one says "data:" twice.
        while (start < end && (isBlank(bytes[start]) || isFramedTwice(bytes, start, end))) {
            start += isBlank(bytes[start]) ? 1 : FRAME.length;
        }
        while (end > start && isBlank(bytes[end - 1])) {
            end--;
        }
        if (start == end) {
            return;
        }
        if (isEndMarker(bytes, start, end)) {
            listener.accept(WireChunk.LAST);
            return;
        }
        WireChunk only = readDocument(bytes, start, end);
        if (only != null) {
            listener.accept(only);
        } else {
            readWithCare(bytes, start, end).forEach(listener);
        }
    }

    /** The fast path: nearly every event is one document. Null if it is anything else. */
    private WireChunk readDocument(byte[] bytes, int start, int end) {
        try (JsonParser json = JSON.createParser(bytes, start, end - start)) {
            if (json.nextToken() != JsonToken.START_OBJECT) {
                return null;
            }
            WireChunk chunk = wire.read(json);
            return json.nextToken() == null ? chunk : null;
        } catch (IOException e) {
            return null;
        }
    }

    /** The slow path: several documents, or invalid UTF-8, which is replaced. Read as a whole, or line by line. */
    private List<WireChunk> readWithCare(byte[] bytes, int start, int end) throws IOException {
        List<WireChunk> chunks = new ArrayList<>();
        String text = new String(bytes, start, end - start, StandardCharsets.UTF_8);
        try (JsonParser json = JSON.createParser(text)) {
            JsonWalk.documents(json, () -> chunks.add(wire.read(json)));
            return chunks;
        } catch (IOException e) {
            if (text.indexOf('\n') < 0) {
                throw e;
            }
        }
        chunks.clear();
        for (String line : text.split("\n")) {
            byte[] one = line.getBytes(StandardCharsets.UTF_8);
            read(one, 0, one.length, chunks::add);
        }
        return chunks;
    }

    private static boolean isEndMarker(byte[] bytes, int start, int end) {
        if (bytes[start] == '{' || end - start > LONGEST_MARKER) {
            return false;
        }
        String marker = new String(bytes, start, end - start, StandardCharsets.US_ASCII);
        return marker.toUpperCase(Locale.ROOT).equals("[DONE]");
    }

    private static boolean isFramedTwice(byte[] bytes, int start, int end) {
        return bytes[start] == 'd'
                && end - start >= FRAME.length
                && Arrays.equals(bytes, start, start + FRAME.length, FRAME, 0, FRAME.length);
    }

    private static boolean isBlank(byte b) {
        return b == ' ' || b == '\t' || b == '\r' || b == '\n' || b == 0;
    }

    /** The meaning of a response with an error status. The body may be anything. */
    Failure refusal(int status, byte[] body) {
        List<Failure> read = new ArrayList<>();
        String text = new String(body, StandardCharsets.UTF_8);
        try (JsonParser json = JSON.createParser(text)) {
            // Some put the error into an array of one if a stream was requested.
            JsonWalk.documents(json, () -> read.add(wire.readRefusal(json, status)));
        } catch (IOException e) {
            read.clear();
        }
        return read.isEmpty() ? ProviderErrors.refusal(status, beginning(text)) : read.getLast();
    }

    private static String beginning(String text) {
        return text.substring(0, Math.min(text.length(), REFUSAL_CHARACTERS));
    }
}
