package dev.runnel.testing;

import java.time.Duration;
import java.util.Map;

/** One thing that goes on at the socket: a script, put into a dialect and into HTTP. */
sealed interface Action {
    record Wait(Duration length) implements Action {}

    record Hold(Gate gate) implements Action {}

    /** Without a {@code Content-Length} among the headers the body is chunked. */
    record Head(int status, Map<String, String> headers, int pieceBytes) implements Action {}

    record Body(byte[] bytes, int tokens) implements Action {}

    /** Bytes that go to the socket as they are, past HTTP. */
    record Raw(byte[] bytes) implements Action {}

    /** {@code whole}: the reply went out in full, with its finish reason. */
    record End(Ending ending, boolean whole) implements Action {}
}
