package dev.runnel.redis;

import io.vertx.core.Vertx;
import io.vertx.mutiny.redis.client.Redis;
import io.vertx.mutiny.redis.client.RedisAPI;
import io.vertx.redis.client.RedisOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.awaitility.Awaitility;
import redis.embedded.core.ExecutableProvider;

/** A real Redis of the test's own, on this machine alone, which can be stopped, paused and started again empty. */
public final class TestRedis implements AutoCloseable {

    private final int port = freePort();
    private final Vertx vertx = Vertx.vertx();
    private final List<RedisLink> links = new ArrayList<>();
    private final Thread atExit = new Thread(this::kill);
    private Process process;

    private TestRedis() {}

    public static TestRedis start() {
        TestRedis redis = new TestRedis();
        Runtime.getRuntime().addShutdownHook(redis.atExit);
        redis.restart();
        return redis;
    }

    public String url() {
        return url(port);
    }

    /** A link as the application has it; it closes with this server. */
    public RedisLink link() {
        return link(port);
    }

    /** A link to something in front of this server. */
    public RedisLink link(int atPort) {
        RedisOptions options = new RedisOptions().setConnectionString(url(atPort));
        Redis client = client(options);
        RedisLink link = new RedisLink(vertx, Duration.ofMillis(100), () -> Optional.of(options), () -> client);
        link.start();
        links.add(link);
        return link;
    }

    /** A link of an application without {@code REDIS_URL}. */
    public RedisLink unconfiguredLink() {
        RedisLink link = new RedisLink(vertx, Duration.ofMillis(100), Optional::empty, () -> {
            throw new AssertionError("not configured");
        });
        link.start();
        return link;
    }

    /** Asks the server behind the application's back. */
    public RedisAPI api() {
        return RedisAPI.api(client(new RedisOptions().setConnectionString(url())));
    }

    /** Starts the server that {@link #kill} ended: it has forgotten everything. */
    public void restart() {
        try {
            String binary = ExecutableProvider.newJarResourceProvider().get().getAbsolutePath();
            process = new ProcessBuilder(binary, "--port", "" + port, "--bind", "127.0.0.1", "--save", "")
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Awaitility.await().pollInterval(Duration.ofMillis(5)).until(this::accepts);
    }

    /** Ends the server; its connections break. */
    public void kill() {
        process.destroyForcibly().onExit().join();
    }

    /** The server goes silent: connections stay open, new ones are accepted by the kernel, and nothing is answered. */
    public void pause() {
        signal("-STOP");
    }

    public void resume() {
        signal("-CONT");
    }

    public int port() {
        return port;
    }

    @Override
    public void close() {
        links.forEach(RedisLink::stop);
        vertx.close().toCompletionStage().toCompletableFuture().join();
        kill();
        Runtime.getRuntime().removeShutdownHook(atExit);
    }

    private Redis client(RedisOptions options) {
        return Redis.newInstance(io.vertx.redis.client.Redis.createClient(vertx, options));
    }

    private boolean accepts() {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.isConnected();
        } catch (IOException e) {
            return false;
        }
    }

    private void signal(String signal) {
        try {
            new ProcessBuilder("kill", signal, "" + process.pid())
                    .start()
                    .onExit()
                    .join();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String url(int port) {
        return "redis://127.0.0.1:" + port;
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
