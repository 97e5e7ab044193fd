package dev.runnel.provider;

import dev.langchain4j.http.client.HttpClient;
import dev.langchain4j.http.client.HttpRequest;
import dev.langchain4j.http.client.SuccessfulHttpResponse;
import dev.langchain4j.http.client.sse.ServerSentEventListener;
import dev.langchain4j.http.client.sse.ServerSentEventParser;
import dev.runnel.Failure;
import dev.runnel.FailureCode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/**
 * Reads an answer before Gemini's own client does, which takes a blocked prompt, an answer without finish reason and
 * one without usage for a defect of its own: a null pointer tells nobody that the content was refused.
 */
record CheckedHttpClient(HttpClient client, WireFormat wire) implements HttpClient {

    @Override
    public SuccessfulHttpResponse execute(HttpRequest request) {
        SuccessfulHttpResponse response = client.execute(request);
        WireChunk answer = read(response.body().getBytes(StandardCharsets.UTF_8));
        if (answer.failure() != null) {
            throw answer.failure().asException();
        }
        if (answer.finish() == null) {
            throw Failure.of(FailureCode.PROVIDER_CUT).asException();
        }
        return answer.usage() == null ? withUsage(response) : response;
    }

    private static SuccessfulHttpResponse withUsage(SuccessfulHttpResponse response) {
        return SuccessfulHttpResponse.builder()
                .statusCode(response.statusCode())
                .headers(response.headers())
                .body(response.body().replaceFirst("\\{", "{\"usageMetadata\":{},"))
                .build();
    }

    private WireChunk read(byte[] body) {
        try {
            return wire.read(body, 0, body.length);
        } catch (IOException e) {
            throw Failure.of(FailureCode.PROVIDER_MALFORMED).asException();
        }
    }

    @Override
    public void execute(HttpRequest request, ServerSentEventParser parser, ServerSentEventListener listener) {
        client.execute(request, parser, listener);
    }
}
