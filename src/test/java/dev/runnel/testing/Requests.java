package dev.runnel.testing;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;

/** Requests as a client of either provider sends them. */
final class Requests {
    private Requests() {}

    static SseClient ask(ScriptedProvider provider) {
        return post(provider, true, question(provider.dialect(), true));
    }

    static SseClient askWithoutStream(ScriptedProvider provider) {
        return post(provider, false, question(provider.dialect(), false));
    }

    static SseClient askWithHistory(ScriptedProvider provider, String... headers) {
        String body =
                switch (provider.dialect()) {
                    case OPENAI -> """
                        {"model":"test-model","stream":true,"messages":[
                          {"role":"system","content":"Be brief."},
                          {"role":"user","content":[{"type":"text","text":"Hi"}]},
                          {"role":"assistant","content":"Hello, I"}]}""";
                    case GEMINI -> """
                        {"systemInstruction":{"parts":[{"text":"Be brief."}]},"contents":[
                          {"role":"user","parts":[{"text":"Hi"}]},
                          {"role":"model","parts":[{"text":"Hello,"},{"text":" I"}]}]}""";
                };
        return post(provider, true, body, headers);
    }

    static HttpClient keepAliveClient() {
        return HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    }

    static int sendWith(HttpClient http, ScriptedProvider provider, boolean stream)
            throws IOException, InterruptedException {
        URI uri = URI.create("http://127.0.0.1:" + provider.port() + path(provider.dialect(), stream));
        HttpRequest request = HttpRequest.newBuilder(uri)
                .POST(BodyPublishers.ofString(question(provider.dialect(), stream)))
                .build();
        return http.send(request, BodyHandlers.ofString()).statusCode();
    }

    /** Returns when the request is in the log, so that requests arrive in the order in which a test sends them. */
    private static SseClient post(ScriptedProvider provider, boolean stream, String body, String... headers) {
        int earlier = provider.requests().size();
        SseClient client = SseClient.post(provider.port(), path(provider.dialect(), stream), body, headers);
        provider.awaitRequests(earlier + 1);
        return client;
    }

    private static String path(Dialect dialect, boolean stream) {
        return switch (dialect) {
            case OPENAI -> "/v1/chat/completions";
            case GEMINI ->
                "/v1beta/models/test-model:" + (stream ? "streamGenerateContent?alt=sse" : "generateContent");
        };
    }

    private static String question(Dialect dialect, boolean stream) {
        return switch (dialect) {
            case OPENAI -> """
                {"model":"test-model","messages":[{"role":"user","content":"Hi"}],"stream":%s%s}""".formatted(stream, stream ? ",\"stream_options\":{\"include_usage\":true}" : "");
            case GEMINI -> """
                {"contents":[{"role":"user","parts":[{"text":"Hi"}]}]}""";
        };
    }
}
