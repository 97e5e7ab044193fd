package dev.runnel.front.conversation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runnel.redis.TestRedis;
import dev.runnel.testing.Dialect;
import dev.runnel.testing.Profiles;
import dev.runnel.testing.ProviderSuite;
import dev.runnel.testing.Script;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.vertx.mutiny.redis.client.Command;
import org.junit.jupiter.api.Test;

/** A pod was killed when its reply was no more than a place in the line. */
@QuarkusTest
@TestProfile(Profiles.Redis.class)
class KilledBeginningTest extends ProviderSuite {

    TestRedis redis;

    @Override
    protected Dialect dialect() {
        return Dialect.OPENAI;
    }

    @Test
    void who_asks_next_waits_neither_for_its_end_nor_for_its_slot() {
        provider().byDefault(Script.reply("Hello"));
        String user = "runnel:{" + conversation.user() + "}:";
        String now = Long.toString(System.currentTimeMillis());
        redis.ask(
                Command.HSET,
                user + "lines",
                conversation.session(),
                "[{\"r\":\"ghost\",\"s\":\"running\",\"t\":" + now + "}]");
        String later = System.currentTimeMillis() + 60_000 + "000";
        redis.ask(Command.ZADD, user + "running", later, "ghost");
        for (int other = 1; other < Profiles.Redis.CONCURRENT_REPLIES; other++) {
            redis.ask(Command.ZADD, user + "running", later, "other" + other);
        }
        assertThat(conversation.streamed("Hi").text()).isEqualTo("Hello");
    }
}
