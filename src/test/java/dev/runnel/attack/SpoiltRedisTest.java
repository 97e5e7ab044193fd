package dev.runnel.attack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.runnel.redis.TestRedis;
import dev.runnel.testing.RawConnection;
import dev.runnel.testing.RawConnection.Answer;
import dev.runnel.testing.Script;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.vertx.mutiny.redis.client.Command;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A Redis that refuses, or holds what is not ours, counts for what it touches as one that is away. */
@QuarkusTest
@TestProfile(AttackProfiles.Shared.class)
class SpoiltRedisTest extends AttackSuite {

    TestRedis redis;

    static Stream<Arguments> spoiltKeys() {
        return Stream.of("request:key", "replies", "sessions", "session:s", "rate", "running")
                .flatMap(name -> Stream.of("string", "list", "hash", "set", "zset", "stream")
                        .map(type -> Arguments.of(name, type)));
    }

    @ParameterizedTest(name = "a {1} in the place of {0}")
    @MethodSource("spoiltKeys")
    void a_user_one_of_whose_keys_is_something_else_is_served_and_can_be_erased(String name, String type) {
        provider.byDefault(Script.reply("Hello"));
        String key = "runnel:{" + user + "}:" + name;
        put(key, type);

        askEverything();

        assertThat(ask("DELETE", "/api/conversation/" + user, "").status()).isEqualTo(204);
        assertThat(redis.keys()).noneMatch(left -> left.contains("{" + user + "}:session"));
        assertThat(question().status()).isEqualTo(200);
    }

    @Test
    void a_redis_that_is_full_is_told_of_and_nobody_is_refused() {
        provider.byDefault(Script.reply("Hello"));
        redis.ask(Command.CONFIG, "SET", "maxmemory-policy", "noeviction");
        redis.ask(Command.CONFIG, "SET", "maxmemory", "1");
        try {
            askEverything();
            assertTold("OOM", "maxmemory-policy");
        } finally {
            redis.ask(Command.CONFIG, "SET", "maxmemory", "0");
        }
        assertThat(question().status()).isEqualTo(200);
    }

    @ParameterizedTest(name = "without {0}")
    @ValueSource(strings = {"-@write -evalsha -eval", "-@read"})
    void a_redis_that_lets_nobody_write_or_read_is_told_of_and_nobody_is_refused(String missing) {
        provider.byDefault(Script.reply("Hello"));
        redis.ask(
                Command.ACL,
                Stream.concat(Stream.of("SETUSER", "default"), Stream.of(missing.split(" ")))
                        .toArray(String[]::new));
        try {
            askEverything();
            assertTold("NOPERM", "right");
        } finally {
            redis.ask(Command.ACL, "SETUSER", "default", "+@all");
        }
        assertThat(question().status()).isEqualTo(200);
    }

    private void assertTold(String error, String remedy) {
        Answer health = get("/q/health");
        assertThat(health.status()).isEqualTo(200);
        assertThat(health.body()).contains("\"state\": \"degraded\"", error, remedy);
        await().untilAsserted(() ->
                assertThat(log.with("Redis answers with an error")).isNotEmpty());
        assertThat(get("/q/metrics").body()).containsPattern("(?m)^runnel_redis_up 0");
    }

    /** Whoever asks gets what there is, or is told in our words that it cannot be told now. */
    private void askEverything() {
        assertThat(question().status()).as("a question with a name").isEqualTo(200);
        assertThat(question().status()).as("the same again").isEqualTo(200);
        for (String path : List.of(
                "/api/conversation/" + user,
                "/api/conversation/" + user + "/s",
                "/api/conversation-stream/" + user + "?session_id=s",
                "/api/conversation-stream/" + user + "/" + UUID.randomUUID())) {
            Answer answer = ask("GET", path, "");
            if (answer.status() >= 400) {
                assertThat(code(answer)).as(path).isIn("reply_unknown", "session_unknown", "reply_unreachable");
            }
        }
    }

    private Answer question() {
        return ask("POST", "/api/conversation/" + user, "{\"message\":\"Hi\",\"session_id\":\"s\"}");
    }

    private Answer ask(String method, String path, String body) {
        return RawConnection.ask(
                        port(),
                        method + " " + path + " HTTP/1.1\r\nHost: a\r\nIdempotency-Key: key\r\n"
                                + "Content-Type: application/json\r\nContent-Length: " + body.length()
                                + "\r\nConnection: close\r\n\r\n" + body)
                .orElseThrow();
    }

    private void put(String key, String type) {
        switch (type) {
            case "string" -> redis.ask(Command.SET, key, "{garbage} \u00ff");
            case "list" -> redis.ask(Command.RPUSH, key, "{garbage}");
            case "hash" -> redis.ask(Command.HSET, key, "order", " {garbage}/x", "turn:{garbage}", "[");
            case "set" -> redis.ask(Command.SADD, key, "{garbage}");
            case "zset" -> redis.ask(Command.ZADD, key, "1", "{garbage}");
            default -> redis.ask(Command.XADD, key, "*", "r", "{garbage}", "s", "..", "k", "{}");
        }
    }
}
