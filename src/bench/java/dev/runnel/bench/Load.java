package dev.runnel.bench;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.http.PoolOptions;
import java.util.concurrent.atomic.AtomicLong;

/** Asks for replies and reads them, all on one thread. */
final class Load implements AutoCloseable {

    private static final int CONNECTIONS = 20_000;
    private static final int HTTP2_CONNECTIONS = 20;
    /** Of all loads of this process. */
    private static final AtomicLong USERS = new AtomicLong();

    private final Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1));
    private final HttpClient client;
    private final boolean compressed;

    Load() {
        this(true, HttpVersion.HTTP_1_1);
    }

    private Load(boolean compressed, HttpVersion version) {
        this.compressed = compressed;
        this.client = vertx.createHttpClient(
                new HttpClientOptions()
                        .setProtocolVersion(version)
                        .setHttp2ClearTextUpgrade(false)
                        .setTcpNoDelay(true)
                        .setKeepAliveTimeout(20)
                        .setDecompressionSupported(compressed),
                new PoolOptions().setHttp1MaxSize(CONNECTIONS).setHttp2MaxSize(HTTP2_CONNECTIONS));
    }

    /** For viewers that accept no compression. */
    static Load uncompressed() {
        return new Load(false, HttpVersion.HTTP_1_1);
    }

    /** For viewers of the same kind that share a few connections. */
    Load onHttp2() {
        return new Load(compressed, HttpVersion.HTTP_2);
    }

    Vertx vertx() {
        return vertx;
    }

    /** A user whom the service does not know yet. */
    String newUser() {
        return "user-" + USERS.incrementAndGet();
    }

    /** Completes when the reply has ended in whatever way. */
    Future<Viewer> stream(Target target, ScriptedReply order, Tally tally) {
        return follow(target, order, newUser(), new Viewer(order, tally));
    }

    /** Completes when the connection has ended, or is free again. */
    Future<Viewer> follow(Target target, ScriptedReply order, String user, Viewer viewer) {
        return read(target, HttpMethod.POST, target.path(user, true), target.body(order, true), viewer);
    }

    private Future<Viewer> read(Target target, HttpMethod method, String path, String body, Viewer viewer) {
        return Future.future(done -> vertx.runOnContext(
                unused -> read(send(target, method, path, body), viewer).onSuccess(done::complete)));
    }

    private static Future<Viewer> read(Future<HttpClientResponse> answer, Viewer viewer) {
        return answer.compose(response -> {
                    viewer.read(response);
                    return response.end();
                })
                .onSuccess(ended -> viewer.closed("no terminal event"))
                .onFailure(viewer::lost)
                .map(viewer)
                .otherwise(viewer);
    }

    /** The rest of a reply whose connection was lost. */
    Future<Viewer> resume(Target target, String user, Viewer viewer) {
        return replay(target, user, viewer.replyId() + "?after=" + viewer.lastSeq(), viewer);
    }

    /** All of a reply that another viewer has seen. */
    Future<Viewer> replay(Target target, String user, String reply, Viewer viewer) {
        return read(target, HttpMethod.GET, target.path(user, true) + "/" + reply, "", viewer);
    }

    /** Asks for a short answer and waits for it. */
    String ask(Target target, String path) {
        return ask(target, HttpMethod.POST, path);
    }

    String ask(Target target, HttpMethod method, String path) {
        // On one thread from end to end: an answer that comes before somebody reads it is lost.
        Future<String> answer = Future.future(done -> vertx.runOnContext(unused -> send(target, method, path, "")
                .compose(HttpClientResponse::body)
                .map(Buffer::toString)
                .onComplete(done)));
        return await(answer);
    }

    /** Blocks until it is there; not for the load's own thread. */
    static <T> T await(Future<T> answer) {
        return answer.toCompletionStage().toCompletableFuture().join();
    }

    Future<HttpClientResponse> send(Target target, HttpMethod method, String path, String body) {
        return client.request(method, target.port(), "127.0.0.1", path).compose(request -> send(request, body));
    }

    private Future<HttpClientResponse> send(HttpClientRequest request, String body) {
        return request.putHeader("Content-Type", "application/json")
                .putHeader("Accept-Encoding", compressed ? "gzip" : "identity")
                .send(body);
    }

    /** Opens streams evenly, so many a second. */
    void open(Target target, ScriptedReply order, int streams, int perSecond, Tally tally) {
        for (int i = 0; i < streams; i++) {
            stream(target, order, tally);
            Pause.millis((i + 1) * 1000L / perSecond - i * 1000L / perSecond);
        }
    }

    @Override
    public void close() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }
}
