package dev.runnel.attack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.runnel.redis.TestRedis;
import dev.runnel.testing.Gate;
import dev.runnel.testing.RawConnection;
import dev.runnel.testing.RawConnection.Answer;
import dev.runnel.testing.Script;
import dev.runnel.testing.SseClient;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpVersion;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** One user, or one client, asks for as much as it can: it is refused, and all others are served. */
@QuarkusTest
@TestProfile(AttackProfiles.Crowded.class)
class FloodTest extends AttackSuite {

    TestRedis redis;

    @Test
    void who_reads_too_much_is_refused_and_told_when_again_and_others_are_not() {
        assertFlooded(() -> ask("GET", "/api/conversation/" + user), AttackProfiles.Crowded.READS);
        assertThat(code(ask("GET", "/api/conversation/" + user + "/s"))).isEqualTo("rate_limited");
        assertThat(code(ask("GET", "/api/conversation-stream/" + user + "?session_id=s")))
                .isEqualTo("rate_limited");
        assertThat(code(ask("GET", "/api/conversation-stream/" + user + "/r"))).isEqualTo("rate_limited");
        assertThat(ask("GET", "/api/conversation/another").status()).isEqualTo(200);
        assertThat(ask("DELETE", "/api/conversation/" + user).status()).isEqualTo(204);
    }

    @Test
    void who_erases_too_much_is_refused_and_told_when_again() {
        assertFlooded(() -> ask("DELETE", "/api/conversation/" + user + "/s"), AttackProfiles.Crowded.DELETIONS);
        assertThat(code(ask("DELETE", "/api/conversation/" + user))).isEqualTo("rate_limited");
        assertThat(code(ask("DELETE", "/api/conversation-stream/" + user + "/r")))
                .isEqualTo("rate_limited");
    }

    private static void assertFlooded(Supplier<Answer> question, int allowed) {
        for (int i = 0; i < allowed; i++) {
            assertThat(question.get().status()).isIn(200, 204);
        }
        Answer refused = question.get();
        assertThat(refused.status()).isEqualTo(429);
        assertThat(code(refused)).isEqualTo("rate_limited");
        assertThat(refused.headers()).containsKey("Retry-After");
    }

    @Test
    void a_list_is_two_commands_however_long_it_is() {
        provider.byDefault(Script.reply("Hello"));
        for (int i = 0; i < AttackProfiles.Crowded.SESSIONS; i++) {
            keep("s" + i);
        }
        ask("GET", "/api/conversation/" + user);
        redis.forgetCalls();

        Answer list = ask("GET", "/api/conversation/" + user);

        assertThat(list.body()).contains("\"s0\"", "\"s1\"", "\"s2\"");
        Map<String, Integer> calls = redis.calls();
        assertThat(calls.get("evalsha")).isEqualTo(1);
        assertThat(calls.get("hgetall")).isEqualTo(1);
    }

    @Test
    void of_more_sessions_than_a_user_may_have_the_oldest_goes() {
        provider.byDefault(Script.reply("Hello"));
        for (int i = 0; i <= AttackProfiles.Crowded.SESSIONS; i++) {
            keep("s" + i);
        }
        await().untilAsserted(() -> assertThat(
                        redis.keys().stream().filter(key -> key.startsWith("runnel:{" + user + "}:session:")))
                .hasSize(AttackProfiles.Crowded.SESSIONS));
        assertThat(ask("GET", "/api/conversation/" + user + "/s0").status()).isEqualTo(404);
    }

    @Test
    void viewers_on_one_connection_of_http_2_are_counted_as_those_on_many() throws Exception {
        Gate gate = new Gate();
        provider.byDefault(Script.tokens("Hello").holdAt(gate).then(" world"));
        Vertx vertx = Vertx.vertx();
        HttpClient http = vertx.createHttpClient(new HttpClientOptions()
                .setProtocolVersion(HttpVersion.HTTP_2)
                .setHttp2ClearTextUpgrade(false)
                .setHttp2MaxPoolSize(1));
        try (SseClient asking = SseClient.post(port(), "/api/conversation-stream/" + user, "{\"message\":\"Hi\"}")) {
            String reply = asking.nextEvent().replaceAll("(?s).*\"reply_id\":\"([^\"]+)\".*", "$1");
            List<Integer> statuses = new ArrayList<>();
            for (int i = 0; i < AttackProfiles.Crowded.STREAMS + 2; i++) {
                statuses.add(follow(http, "/api/conversation-stream/" + user + "/" + reply));
            }
            assertThat(statuses.stream().filter(status -> status == 200)).hasSize(AttackProfiles.Crowded.STREAMS - 1);
            assertThat(statuses.stream().filter(status -> status == 429)).hasSize(3);
            gate.open();
            asking.events();
        } finally {
            http.close();
            vertx.close().toCompletionStage().toCompletableFuture().join();
        }
    }

    private int follow(HttpClient http, String path) throws Exception {
        return http.request(HttpMethod.GET, port(), "127.0.0.1", path)
                .compose(request -> request.exceptionHandler(left -> {}).send())
                .map(response -> response.exceptionHandler(left -> {}))
                .map(HttpClientResponse::statusCode)
                .toCompletionStage()
                .toCompletableFuture()
                .get(10, TimeUnit.SECONDS);
    }

    @Test
    void the_answer_about_another_users_reply_takes_the_time_of_one_that_never_was() {
        provider.byDefault(Script.reply("Hello"));
        String body = SseClient.post(port(), "/api/conversation-stream/another", "{\"message\":\"Hi\"}")
                .rawBody();
        String foreign = body.replaceAll("(?s).*?\"reply_id\":\"([^\"]+)\".*", "$1");
        long unknownTook = lookFor(UUID.randomUUID().toString());
        long foreignTook = lookFor(foreign);

        assertThat(unknownTook).isGreaterThanOrEqualTo(AttackProfiles.Crowded.SECOND_LOOK_MS);
        assertThat(foreignTook).isGreaterThanOrEqualTo(AttackProfiles.Crowded.SECOND_LOOK_MS);

        redis.forgetCalls();
        lookFor(UUID.randomUUID().toString());
        Map<String, Integer> ofUnknown = redis.calls();
        redis.forgetCalls();
        lookFor(foreign);
        Map<String, Integer> ofForeign = redis.calls();
        for (String command : List.of("xrange", "xrevrange")) {
            assertThat(ofForeign.get(command)).as(command).isEqualTo(ofUnknown.get(command));
        }
    }

    private long lookFor(String reply) {
        long start = System.nanoTime();
        assertThat(code(ask("GET", "/api/conversation-stream/" + user + "/" + reply)))
                .isEqualTo("reply_unknown");
        return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
    }

    private void keep(String session) {
        String body = "{\"message\":\"Hi\",\"session_id\":\"" + session + "\"}";
        Answer answer = RawConnection.ask(
                        port(),
                        "POST /api/conversation/" + user
                                + " HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nContent-Length: "
                                + body.length() + "\r\nConnection: close\r\n\r\n" + body)
                .orElseThrow();
        assertThat(answer.status()).isEqualTo(200);
    }

    private Answer ask(String method, String path) {
        return RawConnection.ask(port(), method + " " + path + " HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n")
                .orElseThrow();
    }
}
