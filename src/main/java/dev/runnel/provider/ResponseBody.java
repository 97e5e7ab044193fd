package dev.runnel.provider;

import dev.runnel.Failure;
import dev.runnel.FailureCode;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import org.jboss.logging.Logger;

/**
 * Reads the body of a provider's good response into an {@link Outcome}. What was asked for says little of what comes:
 * some answer with a document where a stream was asked for, or the other way round. The body's first character tells
 * which it is, and either is read, for it is paid for.
 */
final class ResponseBody {

    private static final Logger LOG = Logger.getLogger(ResponseBody.class);

    private final ProviderEndpoint endpoint;
    private final ProviderCall call;
    private final Outcome outcome;
    private final boolean streamed;
    private final CallTerms terms;
    private HttpClientRequest request;
    private BodyReader reader;

    /** @param streamed whether a stream was asked for */
    ResponseBody(ProviderEndpoint endpoint, ProviderCall call, Outcome outcome, boolean streamed, CallTerms terms) {
        this.endpoint = endpoint;
        this.call = call;
        this.outcome = outcome;
        this.streamed = streamed;
        this.terms = terms;
    }

    /** Called once, on the connection's event loop, before any byte of the body is delivered. */
    void receive(HttpClientRequest request, HttpClientResponse response) {
        this.request = request;
        response.exceptionHandler(thrown -> guarded(this::lost));
        response.endHandler(unused -> guarded(this::end));
        response.handler(buffer -> guarded(() -> feed(buffer.getBytes())));
    }

    private void feed(byte[] bytes) {
        call.signs().alive();
        if (reader == null) {
            reader = readerOf(bytes);
        }
        if (reader != null) {
            reader.feed(bytes);
        }
    }

    /** Null while nothing but blanks came, with which some keep a connection awake. */
    private BodyReader readerOf(byte[] bytes) {
        for (byte b : bytes) {
            if (b == '{' || b == '[' || b == '<') {
                return new DocumentReader(endpoint, outcome, streamed, this::refuse, this::stop);
            }
            if (!isByteOrderMark(b) && b != ' ' && b != '\t' && b != '\r' && b != '\n') {
                return new EventStreamReader(endpoint, outcome, this::refuse, this::stop);
            }
        }
        return null;
    }

    private static boolean isByteOrderMark(byte b) {
        return b == (byte) 0xEF || b == (byte) 0xBB || b == (byte) 0xBF;
    }

    /** An error in a response that began well: the key may be to blame all the same. */
    private void refuse(Failure failure) {
        terms.blame(failure);
        outcome.fail(failure);
    }

    private void lost() {
        if (reader != null) {
            reader.close();
        }
        outcome.connectionLost();
    }

    private void end() {
        if (reader != null) {
            reader.finish();
        }
        outcome.endOfBody();
    }

    /** Nothing more of it is of use: the connection is closed, for what is left of the body must not meet another call. */
    private void stop() {
        request.reset();
    }

    /** A defect of ours must not leave its viewer waiting for a limit on time, nor go by unseen. */
    private void guarded(Runnable step) {
        try {
            step.run();
        } catch (RuntimeException unforeseen) {
            LOG.errorf(unforeseen, "The answer of provider %s could not be read. Please report this", endpoint.name());
            outcome.fail(Failure.of(FailureCode.INTERNAL_ERROR));
            request.reset();
        }
    }
}
