package dev.runnel.reply;

import static dev.runnel.testing.Given.asked;
import static dev.runnel.testing.Given.instructions;
import static dev.runnel.testing.Given.prompt;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.runnel.ReplyId;
import dev.runnel.redis.TestRedis;
import dev.runnel.testing.Dialect;
import dev.runnel.testing.Gate;
import dev.runnel.testing.Given;
import dev.runnel.testing.KilledPod;
import dev.runnel.testing.Options;
import dev.runnel.testing.Profiles;
import dev.runnel.testing.PromptMessage;
import dev.runnel.testing.ProviderSuite;
import dev.runnel.testing.RecordedRequest;
import dev.runnel.testing.Script;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.smallrye.mutiny.subscription.Cancellable;
import io.vertx.mutiny.redis.client.Command;
import jakarta.inject.Inject;
import org.junit.jupiter.api.Test;

/** The reply to a given prompt, whose pod is killed after the first words. */
@QuarkusTest
@TestProfile(Profiles.Redis.class)
class GivenPromptTakeoverTest extends ProviderSuite {

    @Inject
    ReplyService replies;

    TestRedis redis;

    @Override
    protected Dialect dialect() {
        return Dialect.OPENAI;
    }

    @Test
    void another_pod_goes_on_with_what_was_given() {
        Given given = Given.to(replies);
        Gate gate = new Gate();
        provider().enqueue(Script.tokens("The sea ").holdAt(gate).then("is blue."), Script.reply("is grey."));
        ReplyId begun =
                given.begin(prompt(new Options().seed(7).build(), instructions("Rhyme."), asked("What of the sea?")));
        Cancellable viewer = replies.follow(given.user(), begun, -1).subscribe().with(unused -> {});
        await().until(() -> Integer.parseInt(redis.ask(Command.XLEN, KilledPod.log(begun))) > 1
                && redis.ask(Command.XREVRANGE, KilledPod.log(begun), "+", "-", "COUNT", "1")
                        .contains("The sea"));

        assertThat(given.followed(KilledPod.leaving(redis, begun)).text()).isEqualTo("The sea is grey.");

        RecordedRequest request = provider().requests().getLast();
        assertThat(request.body().path("seed").asInt()).isEqualTo(7);
        assertThat(request.messages().subList(0, 3))
                .containsExactly(
                        new PromptMessage("system", "Rhyme."),
                        new PromptMessage("user", "What of the sea?"),
                        new PromptMessage("assistant", "The sea "));
        gate.open();
        viewer.cancel();
    }
}
