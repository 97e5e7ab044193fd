package dev.runnel.provider;

import dev.runnel.Failure;
import dev.runnel.FailureCode;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.util.function.Consumer;

/**
 * A reply that arrives as one JSON document, or as several in lines or in an array: its text is handed on in pieces, as
 * if it had been streamed.
 */
final class DocumentReader implements BodyReader {

    /** Far above any model's longest reply. */
    private static final int MAX_BYTES = 4 << 20;
    /** About a line: viewers see it grow, and nobody counts its events. */
    private static final int PIECE_CHARACTERS = 80;

    private final ProviderEndpoint endpoint;
    private final Outcome outcome;
    private final boolean streamed;
    private final Consumer<Failure> refuse;
    private final Runnable stop;
    private final Buffer document = Buffer.buffer();
    private int documents;
    /** Not one event of a stream that lacks its frame. */
    private boolean isWhole;

    /**
     * @param streamed whether a stream was asked for
     * @param refuse takes what the provider says is wrong
     * @param stop closes the connection
     */
    DocumentReader(
            ProviderEndpoint endpoint, Outcome outcome, boolean streamed, Consumer<Failure> refuse, Runnable stop) {
        this.endpoint = endpoint;
        this.outcome = outcome;
        this.streamed = streamed;
        this.refuse = refuse;
        this.stop = stop;
    }

    @Override
    public void feed(byte[] bytes) {
        document.appendBytes(bytes);
        if (document.length() > MAX_BYTES) {
            outcome.fail(Failure.of(FailureCode.PROVIDER_MALFORMED));
            stop.run();
        }
    }

    @Override
    public void finish() {
        byte[] bytes = document.getBytes();
        try {
            new WireReader(endpoint.wire()).read(bytes, 0, bytes.length, this::add);
            if (documents == 1 && isWhole) {
                // Its last brace is here, so all of it is; not everybody says why the model ended.
                outcome.endMarker();
            }
        } catch (IOException e) {
            outcome.fail(Failure.of(FailureCode.PROVIDER_MALFORMED));
        }
    }

    @Override
    public void close() {}

    private void add(WireChunk chunk) {
        documents++;
        if (chunk.failure() != null) {
            if (!outcome.isFinished()) {
                refuse.accept(chunk.failure());
            }
            return;
        }
        if (chunk.isLast()) {
            outcome.endMarker();
            return;
        }
        isWhole = chunk.message() != null || !streamed;
        if (documents > 1) {
            outcome.add(chunk);
            return;
        }
        String text = chunk.wholeText();
        for (int start = 0; start < text.length(); start += PIECE_CHARACTERS) {
            outcome.add(WireChunk.text(text.substring(start, Math.min(text.length(), start + PIECE_CHARACTERS))));
        }
        outcome.add(chunk.silent());
    }
}
