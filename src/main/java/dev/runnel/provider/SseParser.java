package dev.runnel.provider;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Splits a byte stream into the data of its events (WHATWG HTML, section 9.2.6 "Interpreting an event stream").
 * Providers use only the {@code data} field; to report an error, some send a line of JSON without a field or with a
 * field named {@code error}. Works on bytes, so that a character split by the network is whole again before it is
 * decoded. Data that arrives in one piece is not copied.
 */
final class SseParser {

    /** Receives one event's data; the array may be kept. */
    interface Listener {
        void onData(byte[] bytes, int offset, int length);
    }

    /** The event is larger than {@link #MAX_EVENT_BYTES}: no provider sends that, and no viewer should wait for it. */
    static final class OversizeException extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    /** A token is tens of bytes; a whole reply in one event is a few hundred kilobytes. */
    static final int MAX_EVENT_BYTES = 1 << 20;

    private static final byte[] NOTHING = new byte[0];
    private static final byte[] DATA = {'d', 'a', 't', 'a'};
    private static final byte[] ERROR = {'e', 'r', 'r', 'o', 'r', ':'};
    private static final byte[] BYTE_ORDER_MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};

    private static final int NOWHERE = -1;

    private final Listener listener;

    /** The beginning of a line whose end has not arrived. */
    private byte[] partialLine = NOTHING;

    private boolean lastWasCarriageReturn;
    private boolean firstLine = true;

    private byte[] data = NOTHING;
    private int dataOffset;
    private int dataLength;
    private boolean hasData;
    /** Inside JSON that began without a field: all following lines belong to it, up to a blank one. */
    private boolean isUnframed;

    SseParser(Listener listener) {
        this.listener = listener;
    }

    /** Takes the next bytes of the stream; the array must not change afterwards. */
    void feed(byte[] bytes) {
        int lineStart = 0;
        // A field that is written for each byte would cost more than the search itself.
        int afterReturn = lastWasCarriageReturn ? 0 : NOWHERE;
        for (int i = 0; i < bytes.length; i++) {
            byte b = bytes[i];
            if (b != '\n' && b != '\r') {
                continue;
            }
            if (b == '\r' || i != afterReturn) {
                endLine(bytes, lineStart, i);
            }
            afterReturn = b == '\r' ? i + 1 : NOWHERE;
            lineStart = i + 1;
        }
        lastWasCarriageReturn = bytes.length == 0 ? lastWasCarriageReturn : afterReturn == bytes.length;
        if (lineStart < bytes.length) {
            partialLine = concat(partialLine, bytes, lineStart, bytes.length - lineStart);
        }
    }

    /** The stream has ended. A last event without its blank line counts too: some providers omit it. */
    void finish() {
        if (partialLine.length > 0) {
            endLine(NOTHING, 0, 0);
        }
        dispatch();
    }

    private void endLine(byte[] bytes, int start, int end) {
        if (partialLine.length == 0) {
            readLine(bytes, start, end);
        } else {
            byte[] line = concat(partialLine, bytes, start, end - start);
            partialLine = NOTHING;
            readLine(line, 0, line.length);
        }
    }

    private void readLine(byte[] bytes, int from, int end) {
        int start = from;
        if (firstLine) {
            firstLine = false;
            start += startsWith(bytes, start, end, BYTE_ORDER_MARK) ? BYTE_ORDER_MARK.length : 0;
        }
        if (start == end) {
            dispatch();
            return;
        }
        while (start < end && (bytes[start] == ' ' || bytes[start] == '\t')) {
            start++;
        }
        if (start < end) {
            readField(bytes, start, end);
        }
    }

    private void readField(byte[] bytes, int start, int end) {
        if (isUnframed || bytes[start] == '{' || bytes[start] == '[') {
            isUnframed = true;
            addData(bytes, start, end - start);
        } else if (isDataField(bytes, start, end)) {
            int valueStart = Math.min(start + 5, end);
            valueStart += valueStart < end && bytes[valueStart] == ' ' ? 1 : 0;
            addData(bytes, valueStart, end - valueStart);
        } else if (startsWith(bytes, start, end, ERROR)) {
            addError(bytes, start + ERROR.length, end);
        }
    }

    /** Becomes {@code {"error": VALUE}}: some servers name the field of an error event {@code error}. */
    private void addError(byte[] bytes, int start, int end) {
        String value = new String(bytes, start, end - start, StandardCharsets.UTF_8);
        byte[] document = ("{\"error\":" + value + "}").getBytes(StandardCharsets.UTF_8);
        addData(document, 0, document.length);
    }

    private void addData(byte[] bytes, int offset, int length) {
        if (!hasData) {
            hasData = true;
            data = bytes;
            dataOffset = offset;
            dataLength = length;
            return;
        }
        byte[] joined = Arrays.copyOfRange(data, dataOffset, dataOffset + dataLength + 1 + length);
        joined[dataLength] = '\n';
        System.arraycopy(bytes, offset, joined, dataLength + 1, length);
        data = checked(joined);
        dataOffset = 0;
        dataLength = joined.length;
    }

    private void dispatch() {
        if (!hasData) {
            return;
        }
        byte[] bytes = data;
        isUnframed = false;
        hasData = false;
        data = NOTHING;
        listener.onData(bytes, dataOffset, dataLength);
    }

    private static boolean isDataField(byte[] bytes, int start, int end) {
        return startsWith(bytes, start, end, DATA) && (end - start == DATA.length || bytes[start + DATA.length] == ':');
    }

    private static boolean startsWith(byte[] bytes, int start, int end, byte[] prefix) {
        return end - start >= prefix.length
                && Arrays.equals(bytes, start, start + prefix.length, prefix, 0, prefix.length);
    }

    private static byte[] concat(byte[] head, byte[] tail, int offset, int length) {
        byte[] joined = Arrays.copyOf(head, head.length + length);
        System.arraycopy(tail, offset, joined, head.length, length);
        return checked(joined);
    }

    private static byte[] checked(byte[] bytes) {
        if (bytes.length > MAX_EVENT_BYTES) {
            throw new OversizeException();
        }
        return bytes;
    }
}
