package dev.runnel.redis;

import io.vertx.core.Vertx;
import io.vertx.mutiny.redis.client.Command;
import io.vertx.mutiny.redis.client.Redis;
import io.vertx.mutiny.redis.client.Response;
import io.vertx.redis.client.RedisClientType;
import io.vertx.redis.client.RedisOptions;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/** A real Redis of the test's own, or a cluster of three, which can be stopped, paused and started again empty. */
public final class TestRedis implements AutoCloseable {

    private static final int SLOTS = 16_384;
    private static final int NODES = 3;
    private static final Duration TIMEOUT = Duration.ofMillis(100);
    private static final Pattern CALLS = Pattern.compile("cmdstat_(\\w+):calls=(\\d+)");

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

    private final Vertx vertx;
    private final List<RedisNode> nodes;
    private final Redis observer;
    private final List<RedisLink> links = new ArrayList<>();

    private TestRedis(Vertx vertx, List<RedisNode> nodes, String password) {
        this.vertx = vertx;
        this.nodes = nodes;
        RedisOptions options = new RedisOptions()
                .setConnectionString(url())
                .setPassword(password)
                .setType(type());
        this.observer = Redis.newInstance(io.vertx.redis.client.Redis.createClient(vertx, options));
    }

    public static TestRedis start() {
        Vertx vertx = Vertx.vertx();
        return new TestRedis(vertx, List.of(RedisNode.start(vertx, List.of(), null)), null);
    }

    /** {@link #shutDown} writes what it has to this file, and {@link #restart} reads it. */
    public static TestRedis startWithFile(Path dump) {
        Vertx vertx = Vertx.vertx();
        List<String> settings = List.of(
                "--dir",
                dump.getParent().toString(),
                "--dbfilename",
                dump.getFileName().toString());
        return new TestRedis(vertx, List.of(RedisNode.start(vertx, settings, null)), null);
    }

    /** Whoever connects has to know the password; {@link #url} does not tell it. */
    public static TestRedis startWithPassword(String password) {
        Vertx vertx = Vertx.vertx();
        return new TestRedis(
                vertx, List.of(RedisNode.start(vertx, List.of("--requirepass", password), password)), password);
    }

    /** A cluster whose nodes have a third of the slots each. */
    public static TestRedis startCluster() {
        Vertx vertx = Vertx.vertx();
        List<RedisNode> nodes = Stream.generate(() -> RedisNode.startForCluster(vertx))
                .limit(NODES)
                .toList();
        for (int i = 0; i < NODES; i++) {
            Stream<String> slots =
                    IntStream.range(SLOTS * i / NODES, SLOTS * (i + 1) / NODES).mapToObj(Integer::toString);
            nodes.get(i)
                    .ask(
                            Command.CLUSTER,
                            Stream.concat(Stream.of("ADDSLOTS"), slots).toArray(String[]::new));
            nodes.getFirst()
                    .ask(
                            Command.CLUSTER,
                            "MEET",
                            "127.0.0.1",
                            Integer.toString(nodes.get(i).port()));
        }
        Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> nodes.stream()
                .map(node -> node.ask(Command.CLUSTER, "INFO").toString())
                .allMatch(info -> info.contains("cluster_state:ok") && info.contains("cluster_size:" + NODES)));
        return new TestRedis(vertx, nodes, null);
    }

    private RedisClientType type() {
        return nodes.size() > 1 ? RedisClientType.CLUSTER : RedisClientType.STANDALONE;
    }

    /** Of one node; in a cluster it knows the others. */
    public String url() {
        return nodes.getFirst().url();
    }

    public int port() {
        return nodes.getFirst().port();
    }

    /** A link as the application has it; it closes with this server. */
    public RedisLink link() {
        return link(port(), TIMEOUT);
    }

    /** For suites that are not about time: a busy machine must not look like an outage. */
    public RedisLink patientLink() {
        return link(port(), Duration.ofSeconds(5));
    }

    /** As when its process is killed: what it has not sent is never sent. */
    public void cutOff(RedisLink link) {
        link.stop();
    }

    /** A link to something in front of this server. */
    RedisLink link(int atPort) {
        return link(atPort, TIMEOUT);
    }

    /** A link on event loops that a test keeps busy. */
    RedisLink link(Vertx on) {
        return link(on, port(), TIMEOUT, System::nanoTime);
    }

    /** A link of a process whose clock a test moves. */
    RedisLink link(int atPort, LongSupplier clock) {
        return link(vertx, atPort, TIMEOUT, clock);
    }

    private RedisLink link(int atPort, Duration timeout) {
        return link(vertx, atPort, timeout, System::nanoTime);
    }

    private RedisLink link(Vertx vertx, int atPort, Duration timeout, LongSupplier clock) {
        RedisOptions options = new RedisOptions()
                .setConnectionString("redis://127.0.0.1:" + atPort)
                .setType(type())
                .setMaxWaitingHandlers(16_384);
        RedisLink link = new RedisLink(vertx, timeout, Optional.of(options), clock);
        link.start();
        links.add(link);
        return link;
    }

    /** A link of an application without {@code REDIS_URL}. */
    public RedisLink unconfiguredLink() {
        RedisLink link = new RedisLink(vertx, TIMEOUT, Optional.empty(), System::nanoTime);
        link.start();
        return link;
    }

    /** Asks behind the application's back; in a cluster the node that has the key. */
    public String ask(Command command, String... arguments) {
        Response response = RedisNode.ask(observer, command, arguments);
        return response == null ? null : response.toString();
    }

    public List<String> keys() {
        List<String> names = new ArrayList<>();
        nodes.forEach(node -> node.ask(Command.KEYS, "*").forEach(key -> names.add(key.toString())));
        return names;
    }

    /** Begins to count {@link #calls} anew. */
    public void forgetCalls() {
        nodes.forEach(node -> node.ask(Command.CONFIG, "RESETSTAT"));
    }

    /** How often each command has run, in scripts too. */
    public Map<String, Integer> calls() {
        Map<String, Integer> calls = new HashMap<>();
        for (RedisNode node : nodes) {
            Matcher stat = CALLS.matcher(node.ask(Command.INFO, "commandstats").toString());
            while (stat.find()) {
                calls.merge(stat.group(1), Integer.parseInt(stat.group(2)), Integer::sum);
            }
        }
        return calls;
    }

    /**
     * Lets time pass for what is stored, by moving all that is written there into the past: times to live, arrival
     * times and scores. The server's own clock cannot be moved.
     */
    public void advance(Duration time) {
        nodes.forEach(node -> node.ask(Command.EVAL, INTO_THE_PAST, "0", Long.toString(time.toMillis())));
    }

    /** Starts what {@link #kill} ended: it has forgotten everything, unless it has a file. */
    public void restart() {
        nodes.forEach(RedisNode::restart);
    }

    /** Ends all nodes, as an operator does: what they have acknowledged is in their file. */
    public void shutDown() {
        nodes.forEach(RedisNode::shutDown);
    }

    /** Ends all nodes; their connections break. */
    public void kill() {
        nodes.forEach(RedisNode::kill);
    }

    /** All goes silent: connections stay open, new ones are accepted by the kernel, and nothing is answered. */
    public void pause() {
        nodes.forEach(node -> node.signal("-STOP"));
    }

    public void resume() {
        nodes.forEach(node -> node.signal("-CONT"));
    }

    @Override
    public void close() {
        links.forEach(RedisLink::stop);
        vertx.close().toCompletionStage().toCompletableFuture().join();
        nodes.forEach(RedisNode::close);
    }
}
