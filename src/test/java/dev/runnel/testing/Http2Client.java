package dev.runnel.testing;

import dev.runnel.testing.RawConnection.Answer;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpVersion;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/** One connection of HTTP/2, begun without asking on HTTP/1.1 first. Paths are sent as they are. */
public final class Http2Client implements AutoCloseable {

    private final Vertx vertx = Vertx.vertx();
    private final HttpClient client;
    private final int port;

    private Http2Client(int port, boolean encrypted) {
        this.port = port;
        this.client = vertx.createHttpClient(new HttpClientOptions()
                .setProtocolVersion(HttpVersion.HTTP_2)
                .setHttp2ClearTextUpgrade(false)
                .setHttp2MaxPoolSize(1)
                .setSsl(encrypted)
                .setUseAlpn(encrypted)
                .setTrustAll(true)
                .setVerifyHost(false));
    }

    public static Http2Client to(int port) {
        return new Http2Client(port, false);
    }

    /** Under TLS, whatever the certificate. */
    public static Http2Client encryptedTo(int port) {
        return new Http2Client(port, true);
    }

    /** What a request without a body is answered; fails when its stream is reset. */
    public Answer ask(String method, String path) throws Exception {
        // On one thread from end to end: a body that comes before somebody reads it is lost.
        Future<Answer> answer = Future.future(
                done -> vertx.runOnContext(unused -> client.request(HttpMethod.valueOf(method), port, "127.0.0.1", path)
                        .compose(request -> method.equals("CONNECT") ? request.connect() : request.send())
                        .compose(Http2Client::answer)
                        .onComplete(done)));
        return answer.toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
    }

    private static Future<Answer> answer(HttpClientResponse response) {
        return response.body()
                .map(body -> new Answer(response.statusCode(), headers(response.headers()), body.toString()));
    }

    private static Map<String, String> headers(MultiMap headers) {
        Map<String, String> all = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        headers.forEach(all::put);
        return all;
    }

    @Override
    public void close() {
        client.close();
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }
}
