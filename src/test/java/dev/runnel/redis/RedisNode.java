package dev.runnel.redis;

import dev.runnel.testing.FreePort;
import io.vertx.core.Vertx;
import io.vertx.mutiny.redis.client.Command;
import io.vertx.mutiny.redis.client.Redis;
import io.vertx.mutiny.redis.client.Request;
import io.vertx.mutiny.redis.client.Response;
import io.vertx.redis.client.RedisOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import redis.embedded.core.ExecutableProvider;

/** One process of a real Redis, on this machine alone. */
final class RedisNode implements AutoCloseable {

    /** A cluster's nodes talk to each other on a port that is so much higher. */
    private static final int BUS = 10_000;

    /**
     * The server's program, unpacked once. Another process makes the copy that runs: what this one wrote may still be
     * open for writing in a process that another test starts in the same moment, and is then busy (JDK-8068370).
     */
    private static final class Program {

        static final String PATH = unpack();

        private static String unpack() {
            try {
                Path directory = Files.createTempDirectory("redis-server");
                Path copy = directory.resolve("redis-server");
                String unpacked =
                        ExecutableProvider.newJarResourceProvider().get().getAbsolutePath();
                new ProcessBuilder("cp", "-p", unpacked, copy.toString())
                        .inheritIO()
                        .start()
                        .onExit()
                        .join();
                directory.toFile().deleteOnExit();
                copy.toFile().deleteOnExit();
                return copy.toString();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private final int port = FreePort.findWithNext(BUS);
    private final List<String> settings;
    private final Redis client;
    private final Thread atExit = new Thread(this::kill);
    private Process process;

    private RedisNode(Vertx vertx, List<String> settings, String password) {
        this.settings = settings;
        RedisOptions options = new RedisOptions().setConnectionString(url()).setPassword(password);
        this.client = Redis.newInstance(io.vertx.redis.client.Redis.createClient(vertx, options));
    }

    static RedisNode start(Vertx vertx, List<String> settings, String password) {
        RedisNode node = new RedisNode(vertx, settings, password);
        Runtime.getRuntime().addShutdownHook(node.atExit);
        node.restart();
        return node;
    }

    static RedisNode startForCluster(Vertx vertx) {
        try {
            Path directory = Files.createTempDirectory("redis-cluster");
            directory.toFile().deleteOnExit();
            String file = directory.resolve("nodes.conf").toString();
            return start(vertx, List.of("--cluster-enabled", "yes", "--cluster-config-file", file), null);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    int port() {
        return port;
    }

    String url() {
        return "redis://127.0.0.1:" + port;
    }

    Response ask(Command command, String... arguments) {
        return ask(client, command, arguments);
    }

    static Response ask(Redis client, Command command, String... arguments) {
        Request request = Request.cmd(command);
        Stream.of(arguments).forEach(request::arg);
        return client.send(request).await().atMost(Duration.ofSeconds(5));
    }

    /** Starts it with what its file has; without one with nothing. */
    void restart() {
        try {
            List<String> command = new ArrayList<>(List.of(Program.PATH, "--port", "" + port, "--bind", "127.0.0.1"));
            command.addAll(List.of("--save", ""));
            command.addAll(settings);
            process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Awaitility.await().pollInterval(Duration.ofMillis(5)).until(this::accepts);
    }

    /** The answer is the end of the connection. */
    void shutDown() {
        client.send(Request.cmd(Command.SHUTDOWN).arg("SAVE"))
                .onFailure()
                .recoverWithNull()
                .await()
                .atMost(Duration.ofSeconds(5));
        process.onExit().join();
    }

    void kill() {
        process.destroyForcibly().onExit().join();
    }

    void signal(String signal) {
        try {
            new ProcessBuilder("kill", signal, "" + process.pid())
                    .start()
                    .onExit()
                    .join();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        kill();
        Runtime.getRuntime().removeShutdownHook(atExit);
    }

    private boolean accepts() {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.isConnected();
        } catch (IOException e) {
            return false;
        }
    }
}
