package dev.runnel.provider;

import dev.runnel.Failure;
import dev.runnel.FailureCode;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import java.io.IOException;

/** A reply that arrives as one JSON document: its text is handed on in pieces, as if it had been streamed. */
final class WholeBody implements ResponseBody {

    /** Far above any model's longest reply. */
    private static final int MAX_BYTES = 4 << 20;
    /** About a line: viewers see it grow, and nobody counts its events. */
    private static final int PIECE_CHARACTERS = 80;

    private final ProviderEndpoint endpoint;
    private final Outcome outcome;
    private final Buffer document = Buffer.buffer();

    WholeBody(ProviderEndpoint endpoint, Outcome outcome) {
        this.endpoint = endpoint;
        this.outcome = outcome;
    }

    @Override
    public boolean isStreamed() {
        return false;
    }

    @Override
    public void receive(HttpClientRequest request, HttpClientResponse response) {
        response.exceptionHandler(thrown -> outcome.fail(Failure.of(FailureCode.PROVIDER_CUT)));
        response.endHandler(unused -> read());
        response.handler(buffer -> {
            document.appendBuffer(buffer);
            if (document.length() > MAX_BYTES) {
                outcome.fail(Failure.of(FailureCode.PROVIDER_MALFORMED));
                request.reset();
            }
        });
    }

    private void read() {
        try {
            byte[] bytes = document.getBytes();
            WireChunk chunk = endpoint.wire().read(bytes, 0, bytes.length);
            if (chunk.failure() != null) {
                outcome.fail(chunk.failure());
                return;
            }
            addInPieces(chunk);
            outcome.endOfStream();
        } catch (IOException e) {
            outcome.fail(Failure.of(FailureCode.PROVIDER_MALFORMED));
        }
    }

    private void addInPieces(WireChunk chunk) {
        String text = chunk.text();
        outcome.add(WireChunk.of("", chunk.finish(), chunk.usage(), chunk.model()));
        for (int start = 0; start < text.length(); start += PIECE_CHARACTERS) {
            outcome.add(WireChunk.text(text.substring(start, Math.min(text.length(), start + PIECE_CHARACTERS))));
        }
    }
}
