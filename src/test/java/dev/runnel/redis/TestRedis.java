package dev.runnel.redis;

import io.vertx.core.Vertx;
import io.vertx.mutiny.redis.client.Command;
import io.vertx.mutiny.redis.client.Redis;
import io.vertx.mutiny.redis.client.Request;
import io.vertx.mutiny.redis.client.Response;
import io.vertx.redis.client.RedisOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import redis.embedded.core.ExecutableProvider;

/** A real Redis of the test's own, on this machine alone, which can be stopped, paused and started again empty. */
public final class TestRedis implements AutoCloseable {

    private static final int SLOTS = 16_384;
    private static final Duration TIMEOUT = Duration.ofMillis(100);

    private static final String INTO_THE_PAST = """
            local millis = tonumber(ARGV[1])
            for _, key in ipairs(redis.call('KEYS', 'runnel:*')) do
              local left = redis.call('PTTL', key) - millis
              if left <= 0 then
                redis.call('DEL', key)
              else
                local type = redis.call('TYPE', key).ok
                if type == 'string' and key:sub(-5) == ':rate' then
                  local micros = redis.call('GET', key) - millis * 1000
                  redis.call('SET', key, string.format('%.0f', micros))
                elseif type == 'zset' then
                  for _, member in ipairs(redis.call('ZRANGE', key, 0, -1)) do
                    redis.call('ZINCRBY', key, -millis * 1000, member)
                  end
                end
                redis.call('PEXPIRE', key, left)
              end
            end
            """;

    private final int port = freePort();
    private final Vertx vertx = Vertx.vertx();
    private final Redis observer;
    private final List<RedisLink> links = new ArrayList<>();
    private final Thread atExit = new Thread(this::kill);
    private final List<String> settings;
    private Process process;

    private TestRedis(List<String> settings, String password) {
        this.settings = settings;
        RedisOptions options = new RedisOptions().setConnectionString(url()).setPassword(password);
        this.observer = Redis.newInstance(io.vertx.redis.client.Redis.createClient(vertx, options));
    }

    public static TestRedis start() {
        return start(List.of(), null);
    }

    /** Whoever connects has to know the password; {@link #url} does not tell it. */
    public static TestRedis startWithPassword(String password) {
        return start(List.of("--requirepass", password), password);
    }

    /** The only node of a cluster, so it refuses whatever a cluster would refuse. */
    public static TestRedis startCluster() {
        TestRedis redis = start(List.of("--cluster-enabled", "yes", "--cluster-config-file", nodesFile()), null);
        List<String> slots =
                IntStream.range(0, SLOTS).mapToObj(Integer::toString).toList();
        redis.ask(
                Command.CLUSTER,
                Stream.concat(Stream.of("ADDSLOTS"), slots.stream()).toArray(String[]::new));
        Awaitility.await().until(() -> redis.ask(Command.CLUSTER, "INFO").contains("cluster_state:ok"));
        return redis;
    }

    private static TestRedis start(List<String> settings, String password) {
        TestRedis redis = new TestRedis(settings, password);
        Runtime.getRuntime().addShutdownHook(redis.atExit);
        redis.restart();
        return redis;
    }

    public String url() {
        return url(port);
    }

    /** A link as the application has it; it closes with this server. */
    public RedisLink link() {
        return link(port, TIMEOUT);
    }

    /** For suites that are not about time: a busy machine must not look like an outage. */
    public RedisLink patientLink() {
        return link(port, Duration.ofSeconds(5));
    }

    /** A link to something in front of this server. */
    RedisLink link(int atPort) {
        return link(atPort, TIMEOUT);
    }

    private RedisLink link(int atPort, Duration timeout) {
        RedisOptions options =
                new RedisOptions().setConnectionString(url(atPort)).setMaxWaitingHandlers(16_384);
        RedisLink link = new RedisLink(vertx, timeout, Optional.of(options));
        link.start();
        links.add(link);
        return link;
    }

    /** A link of an application without {@code REDIS_URL}. */
    public RedisLink unconfiguredLink() {
        RedisLink link = new RedisLink(vertx, TIMEOUT, Optional.empty());
        link.start();
        return link;
    }

    /** Asks the server behind the application's back. */
    public String ask(Command command, String... arguments) {
        Request request = Request.cmd(command);
        for (String argument : arguments) {
            request.arg(argument);
        }
        Response response = observer.send(request).await().atMost(Duration.ofSeconds(5));
        return response == null ? null : response.toString();
    }

    public List<String> keys() {
        Response keys =
                observer.send(Request.cmd(Command.KEYS).arg("*")).await().atMost(Duration.ofSeconds(5));
        List<String> names = new ArrayList<>();
        keys.forEach(key -> names.add(key.toString()));
        return names;
    }

    /**
     * Lets time pass for what is stored, by moving all that is written there into the past: times to live, arrival
     * times and scores. The server's own clock cannot be moved.
     */
    public void advance(Duration time) {
        ask(Command.EVAL, INTO_THE_PAST, "0", Long.toString(time.toMillis()));
    }

    /** Starts the server that {@link #kill} ended: it has forgotten everything. */
    public void restart() {
        try {
            String binary = ExecutableProvider.newJarResourceProvider().get().getAbsolutePath();
            List<String> command = new ArrayList<>(List.of(binary, "--port", "" + port, "--bind", "127.0.0.1"));
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

    private static String nodesFile() {
        try {
            Path directory = Files.createTempDirectory("redis-cluster");
            directory.toFile().deleteOnExit();
            return directory.resolve("nodes.conf").toString();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
