package dev.runnel.provider;

import dev.runnel.Failure;
import dev.runnel.FailureCode;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.util.function.Consumer;

/**
 * Reads a reply that arrives as one JSON document, or as several in lines or in an array. Its text is passed on in
 * pieces, as if it had been streamed.
 */
final class DocumentReader implements BodyReader {

    /** Far above any model's longest reply. */
    private static final int MAX_BYTES = 4 << 20;
    /** About a line, so that viewers see the reply grow. */
    private static final int PIECE_CHARACTERS = 80;

    private final ProviderEndpoint endpoint;
    private final CallResult result;
    private final boolean streamed;
    private final Consumer<Failure> refuse;
    private final Runnable stop;
    private final Buffer document = Buffer.buffer();
    private int documents;
    /** Whether this is a whole reply, not a single event of a stream without its {@code data:} prefix. */
    private boolean isWhole;

    /**
     * @param streamed whether a stream was requested
     * @param refuse receives the error that the provider reports
     * @param stop closes the connection
     */
    DocumentReader(
            ProviderEndpoint endpoint, CallResult result, boolean streamed, Consumer<Failure> refuse, Runnable stop) {
        this.endpoint = endpoint;
        this.result = result;
        this.streamed = streamed;
        this.refuse = refuse;
        this.stop = stop;
    }

    @Override
    public void feed(byte[] bytes) {
        document.appendBytes(bytes);
        if (document.length() > MAX_BYTES) {
            result.fail(Failure.of(FailureCode.PROVIDER_MALFORMED));
            stop.run();
        }
    }

    @Override
    public void finish() {
        byte[] bytes = document.getBytes();
        try {
            new WireReader(endpoint.wire()).read(bytes, 0, bytes.length, this::add);
            if (documents == 1 && isWhole) {
                // The document is complete, so the reply is too; some providers give no finish reason.
                result.endMarker();
            }
        } catch (IOException e) {
            result.fail(Failure.of(FailureCode.PROVIDER_MALFORMED));
        }
    }

    @Override
    public void close() {}

    private void add(WireChunk chunk) {
        documents++;
        if (chunk.failure() != null) {
            if (!result.isFinished()) {
                refuse.accept(chunk.failure());
            }
            return;
        }
        if (chunk.isLast()) {
            result.endMarker();
            return;
        }
        isWhole = chunk.message() != null || !streamed;
        if (documents > 1) {
            result.add(chunk);
            return;
        }
        result.add(chunk.reasoning());
        String text = chunk.wholeText();
        for (int start = 0; start < text.length(); start += PIECE_CHARACTERS) {
            result.add(WireChunk.text(text.substring(start, Math.min(text.length(), start + PIECE_CHARACTERS))));
        }
        result.add(chunk.silent());
    }
}
