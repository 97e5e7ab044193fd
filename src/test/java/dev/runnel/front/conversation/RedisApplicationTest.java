package dev.runnel.front.conversation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.runnel.redis.TestRedis;
import dev.runnel.testing.Conversation;
import dev.runnel.testing.Dialect;
import dev.runnel.testing.Gate;
import dev.runnel.testing.Profiles;
import dev.runnel.testing.ProviderSuite;
import dev.runnel.testing.Script;
import dev.runnel.testing.SseClient;
import dev.runnel.testing.SseEvents;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.RestAssured;
import io.vertx.core.VertxOptions;
import io.vertx.mutiny.redis.client.Command;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The running application with {@code REDIS_URL} set. */
@QuarkusTest
@TestProfile(Profiles.Redis.class)
class RedisApplicationTest extends ProviderSuite {

    /** Each of the event loops has several of them. */
    private static final int REFUSALS = 4 * VertxOptions.DEFAULT_EVENT_LOOP_POOL_SIZE;

    TestRedis redis;

    @Override
    protected Dialect dialect() {
        return Dialect.OPENAI;
    }

    @BeforeEach
    void awaitRedis() {
        await().until(() -> stateOfRedis().equals("up"));
    }

    @Test
    void a_conversation_is_remembered_in_redis() {
        provider().enqueue(Script.reply("Hello Ann"));
        conversation.streamed("I am Ann");
        conversation.streamed("Who am I?");
        assertThat(provider().requests().getLast().messages())
                .extracting("text")
                .containsExactly(Profiles.SYSTEM_PROMPT, "I am Ann", "Hello Ann", "Who am I?");
        assertThat(redis.ask(Command.HVALS, key("session:" + conversation.session())))
                .contains("Hello Ann");
    }

    @Test
    void a_conversation_that_was_erased_in_redis_is_forgotten() {
        conversation.streamed("I am Ann");
        assertThat(redis.ask(Command.DEL, key("session:" + conversation.session())))
                .isEqualTo("1");
        conversation.streamed("Who am I?");
        assertThat(provider().requests().getLast().messages())
                .extracting("text")
                .containsExactly(Profiles.SYSTEM_PROMPT, "Who am I?");
    }

    /** As if the user had spent a minute's requests at other pods. */
    @Test
    void a_budget_that_was_spent_at_other_pods_is_spent_here_too() {
        conversation.streamed("one");
        spendElsewhere();
        try (SseClient client = conversation.stream("two")) {
            assertThat(client.status()).isEqualTo(429);
            assertThat(client.header("Retry-After")).isPresent();
        }
    }

    private void spendElsewhere() {
        long now = Long.parseLong(redis.ask(Command.GET, key("rate")));
        redis.ask(
                Command.SET,
                key("rate"),
                Long.toString(now + Duration.ofSeconds(61).toNanos() / 1_000),
                "EX",
                "90");
    }

    /** The first one may: the session is read while the limiter still decides. */
    @Test
    void requests_that_are_refused_one_after_another_do_not_read_the_conversation() {
        conversation.streamed("one");
        spendElsewhere();
        redis.forgetCalls();
        for (int i = 0; i < 5; i++) {
            try (SseClient client = conversation.stream("more")) {
                assertThat(client.status()).isEqualTo(429);
            }
        }
        assertThat(redis.calls().getOrDefault("hgetall", 0)).isLessThanOrEqualTo(1);
    }

    @Test
    void a_conversation_that_only_begins_is_not_looked_for() {
        redis.forgetCalls();
        try (SseClient client = SseClient.post(url.getPort(), conversation.streamPath(), "{\"message\":\"Hi\"}")) {
            assertThat(SseEvents.parse(client.rawBody()).terminal().path("type").asText())
                    .isEqualTo("complete");
        }
        // The log is written behind what viewers are told.
        await().until(() -> redis.calls().containsKey("xadd"));
        assertThat(redis.calls()).doesNotContainKey("hgetall");
    }

    /** It is kept while Redis decides, on whichever of the event loops the question came. */
    @Test
    void a_refused_question_leaves_the_providers_connection_to_the_next_one() {
        conversation.streamed("one");
        spendElsewhere();
        for (int i = 0; i < REFUSALS; i++) {
            try (SseClient client = conversation.stream("more")) {
                assertThat(client.status()).isEqualTo(429);
            }
        }
        redis.ask(Command.DEL, key("rate"));
        int opened = provider().connectionsOpened();
        conversation.streamed("two");
        assertThat(provider().requests())
                .extracting(request -> request.messages().getLast().text())
                .containsExactly("one", "two");
        assertThat(provider().requests().getLast().connection()).isLessThan(opened);
    }

    @Test
    void what_a_pod_refuses_by_itself_does_not_read_the_conversation() {
        Gate gate = new Gate();
        provider().byDefault(Script.tokens("a").holdAt(gate).then("b"));
        List<SseClient> running = IntStream.range(0, Profiles.Redis.CONCURRENT_REPLIES)
                .mapToObj(i -> new Conversation(conversation.port(), conversation.user(), "another-" + i))
                .map(another -> another.stream("one of as many as a user may have"))
                .peek(SseClient::nextEvent)
                .toList();
        redis.forgetCalls();
        try (SseClient client = conversation.stream("one more")) {
            assertThat(client.status()).isEqualTo(429);
        }
        assertThat(redis.calls()).doesNotContainKey("hgetall");
        gate.open();
        running.forEach(SseClient::close);
    }

    @Test
    void without_traces_nothing_of_the_callers_is_in_redis() {
        String trace = "4bf92f3577b34da6a3ce929d0e0e4736";
        String caller = "traceparent: 00-" + trace + "-00f067aa0ba902b7-01";
        try (SseClient client =
                SseClient.post(url.getPort(), conversation.streamPath(), conversation.body("Hi"), caller)) {
            JsonNode end = SseEvents.of(client).terminal();
            String log = "runnel:{" + end.path("reply_id").asText() + "}:log";
            await().untilAsserted(() -> assertThat(redis.ask(Command.XRANGE, log, "-", "+"))
                    .contains("Hi")
                    .doesNotContain(trace));
        }
    }

    @Test
    void a_reply_gives_its_place_back() {
        conversation.streamed("one");
        awaitPlace();
    }

    private void awaitPlace() {
        await().atMost(Duration.ofSeconds(2))
                .until(() -> redis.ask(Command.ZCARD, key("running")).equals("0"));
    }

    /** docs/operations.md names the figure; the gate for addresses, which is on here, takes four more. */
    @Test
    void a_reply_takes_at_most_twenty_five_commands_and_those_that_append_to_its_log() {
        int replies = 10;
        conversation.streamed("so that Redis knows the scripts");
        awaitPlace();
        redis.forgetCalls();
        for (int i = 0; i < replies; i++) {
            conversation.streamed("hello");
        }
        await().until(() -> redis.calls().getOrDefault("zrem", 0) == replies);
        assertThat(callsForReplies()).isBetween(replies * 10, replies * (25 + 4));
    }

    /** All but appends and what a pod asks without any reply. */
    private int callsForReplies() {
        Map<String, Integer> calls = redis.calls();
        // Each beat of the lease is one SET and one LPOP, each look at a journal one XTRIM and one PEXPIRE.
        int beats = calls.getOrDefault("lpop", 0) + calls.getOrDefault("xtrim", 0);
        calls.keySet()
                .removeAll(List.of(
                        "xadd", "xtrim", "lpop", "ping", "hello", "cluster", "command", "info", "config", "readonly"));
        return calls.values().stream().mapToInt(Integer::intValue).sum() - beats;
    }

    @Test
    void without_redis_conversations_go_on_and_the_pod_stays_ready() {
        provider().enqueue(Script.reply("Hello Ann"));
        conversation.streamed("I am Ann");
        assertThat(stateOfRedis()).isEqualTo("up");
        assertThat(durability()).isEqualTo("logged");
        redis.pause();
        try {
            conversation.streamed("Who am I?");
            assertThat(provider().requests().getLast().messages())
                    .extracting("text")
                    .containsExactly(Profiles.SYSTEM_PROMPT, "I am Ann", "Hello Ann", "Who am I?");
            assertThat(stateOfRedis()).isEqualTo("degraded");
            assertThat(durability()).isEqualTo("immediate");
            assertThat(metrics()).contains("runnel_redis_up 0.0").containsPattern("runnel_ledger_unlogged [1-9]");
        } finally {
            redis.resume();
        }
        await().atMost(Duration.ofSeconds(2)).until(() -> stateOfRedis().equals("up"));
        await().atMost(Duration.ofSeconds(2))
                .until(() -> redis.ask(Command.HVALS, key("session:" + conversation.session()))
                        .contains("Who am I?"));
        assertThat(metrics()).contains("runnel_redis_up 1.0");
    }

    private String key(String name) {
        return "runnel:{" + conversation.user() + "}:" + name;
    }

    private String metrics() {
        return RestAssured.get(url + "q/metrics").asString();
    }

    private String stateOfRedis() {
        return ofRedis("state");
    }

    private String durability() {
        return ofRedis("durability");
    }

    private String ofRedis(String detail) {
        return RestAssured.get(url + "q/health/ready").path("checks.find { it.name == 'redis' }.data." + detail);
    }
}
