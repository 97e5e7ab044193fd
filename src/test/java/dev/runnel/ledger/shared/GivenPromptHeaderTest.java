package dev.runnel.ledger.shared;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.runnel.FrontNote;
import dev.runnel.GivenMessage;
import dev.runnel.GivenPrompt;
import dev.runnel.ReplyOptions;
import dev.runnel.ToolCall;
import dev.runnel.ledger.NoListener;
import dev.runnel.ledger.ReplyHeader;
import dev.runnel.ledger.ReplyLog;
import dev.runnel.ledger.UnreadableReplyException;
import dev.runnel.redis.TestRedis;
import io.vertx.mutiny.redis.client.Command;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What a caller gave, for the pod that goes on with its reply. */
class GivenPromptHeaderTest extends TwoPods {

    private static final GivenPrompt PROMPT = new GivenPrompt(
            List.of(
                    new GivenMessage.Instructions("Be \"brief\"."),
                    new GivenMessage.Notes("We talked of \"waves\"."),
                    new GivenMessage.Asked(List.of(
                            new GivenMessage.Text("What is this? 🌊"),
                            new GivenMessage.Image("https://example.com/a.png", "low"))),
                    new GivenMessage.Answered(
                            "", List.of(new ToolCall("call-1", "look", "{\"at\":1}")), "I have to look."),
                    new GivenMessage.ToolResult("call-1", "a wave"),
                    new GivenMessage.Answered("A wave.", List.of())),
            new ReplyOptions(
                    List.of(
                            new ReplyOptions.Choice("openai", Optional.of("gpt-4o")),
                            new ReplyOptions.Choice("gemini", Optional.empty())),
                    Optional.of(100),
                    Optional.of(0.5),
                    Optional.of(0.9),
                    List.of("\n", "END"),
                    Optional.of(9_007_199_254_740_993L),
                    Optional.of("{\"type\":\"json_object\"}"),
                    Optional.of("[{\"type\":\"function\"}]"),
                    Optional.of("\"auto\""),
                    Optional.of(false)),
            true);

    GivenPromptHeaderTest() {
        super(TestRedis.start(), false);
    }

    @Test
    void who_takes_a_reply_over_learns_all_of_what_was_given() {
        ReplyHeader reply = reply().answering(Optional.of(PROMPT));
        assertThat(takenOver(reply)).isEqualTo(reply);
    }

    @Test
    void a_prompt_without_options_stays_one() {
        ReplyHeader reply = reply().answering(Optional.of(new GivenPrompt(
                List.of(new GivenMessage.Asked(List.of(new GivenMessage.Text("Hi")))), ReplyOptions.NONE, false)));
        assertThat(takenOver(reply)).isEqualTo(reply);
    }

    @Test
    void what_a_front_noted_is_found_again_by_who_reads_and_by_who_takes_over() {
        ReplyHeader reply = reply().noting(Optional.of(new FrontNote("{\"a\":\"\\n\"}", true)));
        open(reply);
        assertThat(there.log
                        .find(reply.reply())
                        .await()
                        .atMost(PATIENCE)
                        .orElseThrow()
                        .header())
                .isEqualTo(reply);
        here.log.resign().await().atMost(PATIENCE);
        assertThat(there.log
                        .takeOver(reply.reply())
                        .await()
                        .atMost(PATIENCE)
                        .orElseThrow()
                        .header()
                        .isInBackground())
                .isTrue();
    }

    @Test
    void that_a_reply_waits_is_found_again_and_no_other_header_has_a_field_that_the_version_before_did_not_know() {
        ReplyHeader reply = reply().waiting();
        open(reply);
        assertThat(takenOver(reply().waiting()).waits()).isTrue();
        assertThat(there.log
                        .find(reply.reply())
                        .await()
                        .atMost(PATIENCE)
                        .orElseThrow()
                        .header())
                .isEqualTo(reply);
        assertThat(Entry.header(reply(), new PodId("pod"), 0)).hasSize(10).doesNotContain("l");
    }

    @Test
    void who_only_reads_the_reply_does_not_hold_what_was_given() {
        ReplyHeader reply = reply().answering(Optional.of(PROMPT));
        open(reply);
        assertThat(there.log
                        .find(reply.reply())
                        .await()
                        .atMost(PATIENCE)
                        .orElseThrow()
                        .header())
                .isEqualTo(reply.withoutPrompt());
    }

    @Test
    void what_was_given_is_not_kept_after_the_end() {
        ReplyHeader reply = reply().answering(Optional.of(PROMPT));
        open(reply).append(complete(reply));
        assertThat(here.log
                        .find(reply.reply())
                        .await()
                        .atMost(PATIENCE)
                        .orElseThrow()
                        .header())
                .isEqualTo(reply.withoutPrompt());
    }

    @Test
    void nothing_of_it_is_in_redis_when_the_reply_has_ended() {
        ReplyHeader reply = reply().answering(Optional.of(PROMPT));
        ReplyLog writer = open(reply);
        assertThat(redis.keys()).contains(Keys.prompt(reply.reply()));
        writer.append(complete(reply));
        awaitWritten();
        assertThat(redis.keys()).contains(Keys.log(reply.reply())).doesNotContain(Keys.prompt(reply.reply()));
    }

    @Test
    void an_erasure_takes_it_along() {
        ReplyHeader reply = reply().answering(Optional.of(PROMPT));
        open(reply);
        log.listen(new NoListener());
        log.erase(reply.user(), Optional.empty()).await().atMost(PATIENCE);
        assertThat(redis.keys()).doesNotContain(Keys.prompt(reply.reply()));
    }

    @Test
    void a_prompt_that_is_gone_is_told_as_such_and_the_reply_stays_whose_it_was() {
        ReplyHeader reply = reply().answering(Optional.of(PROMPT));
        open(reply);
        here.log.resign().await().atMost(PATIENCE);
        redis.ask(Command.DEL, Keys.prompt(reply.reply()));
        assertThatThrownBy(() -> there.log.takeOver(reply.reply()).await().atMost(PATIENCE))
                .isInstanceOf(UnreadableReplyException.class);
    }

    @Test
    void a_message_that_only_a_newer_version_knows_is_no_prompt_without_it() {
        assertThatThrownBy(() -> GivenPromptCodec.decode("{\"messages\":[{\"sung\":\"la\"}],\"options\":{}}"))
                .isInstanceOf(UnreadableReplyException.class);
    }

    private ReplyHeader takenOver(ReplyHeader reply) {
        open(reply);
        here.log.resign().await().atMost(PATIENCE);
        return there.log
                .takeOver(reply.reply())
                .await()
                .atMost(PATIENCE)
                .orElseThrow()
                .header();
    }
}
