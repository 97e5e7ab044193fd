package dev.runnel.http.socket;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.WebSocketFrame;
import java.util.function.Consumer;

/**
 * Puts messages together from their frames. That frames come in the right order and that texts are UTF-8 was checked
 * before. Vert.x could do this, too, but loses a message whose first frame is empty.
 */
final class MessageReader {

    private final int maxBytes;
    private final Consumer<String> messages;
    private final Consumer<CloseCode> refused;
    private Buffer begun;

    MessageReader(int maxBytes, Consumer<String> messages, Consumer<CloseCode> refused) {
        this.maxBytes = maxBytes;
        this.messages = messages;
        this.refused = refused;
    }

    void add(WebSocketFrame frame) {
        if (frame.isBinary()) {
            refused.accept(CloseCode.TEXT_ONLY);
        } else if (frame.isText() || frame.isContinuation()) {
            addText(frame);
        }
    }

    private void addText(WebSocketFrame frame) {
        Buffer part = frame.binaryData();
        if (begun == null && frame.isFinal()) {
            deliver(part);
            return;
        }
        begun = begun == null ? Buffer.buffer(part.length()) : begun;
        if (begun.length() + part.length() > maxBytes) {
            begun = null;
            refused.accept(CloseCode.TOO_LARGE);
            return;
        }
        begun.appendBuffer(part);
        if (frame.isFinal()) {
            Buffer whole = begun;
            begun = null;
            deliver(whole);
        }
    }

    private void deliver(Buffer whole) {
        if (whole.length() > maxBytes) {
            refused.accept(CloseCode.TOO_LARGE);
        } else {
            messages.accept(whole.toString());
        }
    }
}
