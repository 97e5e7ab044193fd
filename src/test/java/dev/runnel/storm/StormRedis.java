package dev.runnel.storm;

import dev.runnel.redis.TestRedis;
import io.vertx.mutiny.redis.client.Command;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A real Redis, and the way by which pods reach it. */
final class StormRedis implements AutoCloseable {

    private final Path dump;
    private final TestRedis redis;
    private final RedisProxy proxy;

    StormRedis() {
        try {
            dump = Files.createTempDirectory("storm-redis").resolve("dump.rdb");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        redis = TestRedis.startWithFile(dump);
        proxy = new RedisProxy(redis.port());
    }

    String url() {
        return "redis://127.0.0.1:" + proxy.port();
    }

    RedisProxy way() {
        return proxy;
    }

    /** It ends as an operator ends it: what it has acknowledged is on the disk. */
    void shutDown() {
        redis.shutDown();
    }

    /** What was not on the disk is gone, and what was, too. */
    void loseEverything() {
        redis.kill();
        deleteDump();
    }

    /** With what is on the disk. */
    void start() {
        redis.restart();
    }

    /** How many of the user's replies Redis takes for running. */
    long running(String user) {
        String now = redis.ask(Command.TIME).replaceAll("\\D+", " ").strip().split(" ")[0];
        return Long.parseLong(redis.ask(Command.ZCOUNT, "runnel:{" + user + "}:running", now + "000000", "+inf"));
    }

    List<String> keys() {
        return redis.keys();
    }

    private void deleteDump() {
        try {
            Files.deleteIfExists(dump);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        proxy.close();
        redis.close();
        deleteDump();
        dump.getParent().toFile().delete();
    }
}
