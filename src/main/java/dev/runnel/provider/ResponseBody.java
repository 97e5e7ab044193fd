package dev.runnel.provider;

import dev.runnel.Failure;
import dev.runnel.FailureCode;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import org.jboss.logging.Logger;

/**
 * Reads the body of a successful response into a {@link CallResult}. Some providers answer with a document where a
 * stream was requested, or with a stream where a document was. The first character of the body tells which it is;
 * either is read, because it is paid for.
 */
final class ResponseBody {

    private static final Logger LOG = Logger.getLogger(ResponseBody.class);

    private final ProviderEndpoint endpoint;
    private final ProviderCall call;
    private final CallResult result;
    private final boolean streamed;
    private final RequestRetry retry;
    private HttpClientRequest request;
    private BodyReader reader;

    /** @param streamed whether a stream was requested */
    ResponseBody(
            ProviderEndpoint endpoint, ProviderCall call, CallResult result, boolean streamed, RequestRetry retry) {
        this.endpoint = endpoint;
        this.call = call;
        this.result = result;
        this.streamed = streamed;
        this.retry = retry;
    }

    /** Called once, on the connection's event loop, before any byte of the body is delivered. */
    void receive(HttpClientRequest request, HttpClientResponse response) {
        this.request = request;
        response.exceptionHandler(thrown -> guarded(this::lost));
        response.endHandler(unused -> guarded(this::end));
        response.handler(buffer -> guarded(() -> feed(buffer.getBytes())));
    }

    private void feed(byte[] bytes) {
        call.listener().onActivity();
        if (reader == null) {
            reader = readerOf(bytes);
        }
        if (reader != null) {
            reader.feed(bytes);
        }
    }

    /** Null while only blanks came, which some servers send to keep the connection open. */
    private BodyReader readerOf(byte[] bytes) {
        for (byte b : bytes) {
            if (b == '{' || b == '[' || b == '<') {
                return new DocumentReader(endpoint, result, streamed, this::refuse, this::stop);
            }
            if (!isByteOrderMark(b) && b != ' ' && b != '\t' && b != '\r' && b != '\n') {
                return new EventStreamReader(endpoint, result, this::refuse, this::stop);
            }
        }
        return null;
    }

    private static boolean isByteOrderMark(byte b) {
        return b == (byte) 0xEF || b == (byte) 0xBB || b == (byte) 0xBF;
    }

    /** An error in a response that began well: the key may be to blame nevertheless. */
    private void refuse(Failure failure) {
        retry.blame(failure);
        result.fail(failure);
    }

    private void lost() {
        if (reader != null) {
            reader.close();
        }
        result.connectionLost();
    }

    private void end() {
        if (reader != null) {
            reader.finish();
        }
        result.endOfBody();
    }

    /**
     * The rest of the body is not needed. The connection is closed, because the rest must not be read by another call.
     */
    private void stop() {
        request.reset();
    }

    /** A bug here must not leave the viewer waiting for a time limit, and must be logged. */
    private void guarded(Runnable step) {
        try {
            step.run();
        } catch (RuntimeException unforeseen) {
            LOG.errorf(unforeseen, "The answer of provider %s could not be read. Please report this", endpoint.name());
            result.fail(Failure.of(FailureCode.INTERNAL_ERROR));
            request.reset();
        }
    }
}
