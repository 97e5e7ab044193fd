package dev.runnel.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.runnel.testing.Script;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

/** What the client library promises, however its replies come. */
abstract class ReplyClientContract extends ReplyClientSuite {

    @Test
    void a_reply_is_iterated_event_by_event_up_to_its_end() {
        gate.open();
        JsonNode events = ask(ASK + "const all = []; for await (const event of reply) all.push(event); return all;");
        assertThat(events.path(0).path("type").asText()).isEqualTo("status");
        assertThat(texts(events)).isEqualTo("one two three four five");
        assertThat(events.path(events.size() - 1).path("type").asText()).isEqualTo("complete");
    }

    @Test
    void each_kind_of_event_has_its_callback() {
        gate.open();
        JsonNode heard = ask("""
                const heard = [];
                const hear = event => heard.push(event.type);
                await runnel.streamReply({userId: arg.user, message: 'count',
                    onStatus: hear, onChunk: hear, onComplete: hear, onError: hear}).finished;
                return heard;
                """);
        assertThat(heard.toString())
                .isEqualTo("[\"status\",\"chunk\",\"chunk\",\"chunk\",\"chunk\",\"chunk\",\"complete\"]");
    }

    @Test
    void a_connection_that_breaks_is_taken_up_after_the_last_event() {
        ask(ASK);
        awaitText("one two three ");
        network.cut();
        page.waitForFunction("states.includes('reconnecting')");
        gate.open();
        JsonNode end = ask(FINISH);
        assertThat(end.path("text").asText()).isEqualTo("one two three four five");
        List<Integer> seqs = StreamSupport.stream(end.path("seen").spliterator(), false)
                .map(event -> event.path("seq").asInt())
                .toList();
        assertThat(seqs)
                .containsExactlyElementsOf(
                        IntStream.range(0, seqs.size()).boxed().toList());
        assertThat(provider.requests()).hasSize(1);
    }

    @Test
    void a_reply_that_is_taken_up_again_may_be_silent_for_as_long_as_its_heart_is() {
        page.evaluate("window.more = {firstByteTimeout: 300, maxResumes: 1}");
        ask(ASK);
        awaitText("one two three ");
        int seen = (int) page.evaluate("seen.length");
        network.cut();
        page.waitForFunction("states.join().endsWith('reconnecting,open')");
        page.waitForFunction("count => seen.slice(count).some(event => event.status === 'waiting')", seen);
        gate.open();
        assertThat(ask(FINISH).path("text").asText()).isEqualTo("one two three four five");
    }

    @Test
    void a_network_that_stays_away_for_a_while_is_waited_for() {
        ask(ASK);
        awaitText("one two three ");
        network.goDown();
        page.waitForFunction("states.includes('reconnecting')");
        gate.open();
        network.comeUp();
        assertThat(ask(FINISH).path("text").asText()).isEqualTo("one two three four five");
    }

    @Test
    void a_browser_that_goes_offline_and_back_loses_nothing() {
        ask(ASK);
        awaitText("one two three ");
        browser.setOffline(true);
        page.waitForFunction("states.includes('waiting')");
        gate.open();
        browser.setOffline(false);
        assertThat(ask(FINISH).path("text").asText()).isEqualTo("one two three four five");
        assertThat(provider.requests()).hasSize(1);
    }

    @Test
    void a_silent_connection_counts_as_dead_and_is_replaced() {
        page.evaluate("window.more = {idleTimeout: 300}");
        ask(ASK);
        awaitText("one two three ");
        page.waitForFunction("states.includes('reconnecting')");
        gate.open();
        assertThat(ask(FINISH).path("text").asText()).isEqualTo("one two three four five");
        assertThat(provider.requests()).hasSize(1);
    }

    @Test
    void a_question_whose_answer_is_lost_on_the_way_is_asked_once() {
        gate.open();
        ask("return 1");
        network.loseAnswers(1);
        assertThat(ask(ASK_AND_FINISH).path("text").asText()).isEqualTo("one two three four five");
        assertThat(provider.requests()).hasSize(1);
    }

    @Test
    void a_stopped_reply_ends_with_what_it_has() {
        ask(ASK);
        awaitText("one two three ");
        page.evaluate("reply.stop()");
        JsonNode end = ask(FINISH);
        assertThat(end.path("terminal").path("finish_reason").asText()).isEqualTo("stopped");
        assertThat(end.path("terminal").path("provider").asText())
                .as("the service has said so")
                .isEqualTo("openai");
        assertThat(end.path("text").asText()).isEqualTo("one two three ");
        provider.awaitClosedByClient(0);
    }

    @Test
    void a_reply_that_is_stopped_at_once_ends_too() {
        assertThat(ask(ASK + "reply.stop();" + FINISH)
                        .path("terminal")
                        .path("finish_reason")
                        .asText())
                .isEqualTo("stopped");
        provider.awaitClosedByClient(0);
    }

    @Test
    void an_aborted_watching_ends_without_an_end_of_the_reply() {
        page.evaluate("window.abort = new AbortController(); window.more = {signal: abort.signal}");
        ask(ASK);
        awaitText("one two three ");
        page.evaluate("abort.abort()");
        assertThat(ask(FINISH).has("terminal")).isFalse();
        gate.open();
        JsonNode again = ask("const again = runnel.resumeReply({userId: arg.user, replyId: reply.replyId});"
                + "await again.finished; return again.text;");
        assertThat(again.asText()).isEqualTo("one two three four five");
    }

    @Test
    void the_running_reply_of_a_session_is_followed_and_none_is_no_failure() {
        ask(ASK);
        awaitText("one two three ");
        ask("window.second = runnel.resumeReply({userId: arg.user, sessionId: 's'})");
        page.waitForFunction("second.text === 'one two three '");
        gate.open();
        assertThat(ask("await second.finished; return second.text").asText()).isEqualTo("one two three four five");
        assertThat(ask("return await runnel.resumeReply({userId: arg.user, sessionId: 's'}).finished")
                        .isNull())
                .isTrue();
    }

    @Test
    void a_reply_that_broke_off_can_be_asked_for_again() {
        provider.reset().enqueue(Script.tokens("one ").thenCut(), Script.reply("all", " of it"));
        JsonNode broken = ask(ASK_AND_FINISH);
        assertThat(broken.path("terminal").path("code").asText()).isEqualTo("provider_cut");
        assertThat(broken.path("terminal").path("retryable").asBoolean()).isTrue();
        assertThat(broken.path("text").asText()).isEqualTo("one ");
        assertThat(ask("const again = reply.retry(); await again.finished; return again.text;")
                        .asText())
                .isEqualTo("all of it");
        JsonNode transcript = ask("""
                return await runnel.readTranscript({userId: arg.user, sessionId: reply.sessionId})
                """);
        assertThat(transcript.findValuesAsText("content")).containsExactly("count", "all of it");
    }

    @Test
    void a_reply_is_gone_on_with_and_a_branch_is_gone_back_to() {
        provider.reset()
                .enqueue(Script.tokens("one ").thenFinish("length"), Script.reply("two"), Script.reply("three"));
        JsonNode said = ask("""
                const service = {userId: arg.user, sessionId: 'branches-' + arg.user};
                const first = runnel.streamReply({...service, message: 'count', transport: window.transport});
                await first.finished;
                const whole = runnel.streamReply({...service, continueFrom: first.replyId, transport: window.transport});
                await whole.finished;
                const other = runnel.streamReply({...service, regenerate: whole.replyId, transport: window.transport});
                await other.finished;
                await runnel.chooseBranch({...service, replyId: whole.replyId});
                const contents = async more =>
                    (await runnel.readTranscript({...service, ...more})).messages.map(message => message.content);
                return [whole.text, other.text, await contents({}), await contents({all: true})];
                """);
        assertThat(said.toString())
                .isEqualTo("[\"one two\",\"three\",[\"count\",\"one two\"],"
                        + "[\"count\",\"one two\",\"count\",\"three\"]]");
    }

    @Test
    void a_callback_that_throws_does_not_end_the_reply() {
        gate.open();
        page.evaluate("window.more = {onChunk() { throw new Error('a defect of the page'); }}");
        assertThat(ask(ASK_AND_FINISH).path("text").asText()).isEqualTo("one two three four five");
    }

    @Test
    void a_refusal_is_an_error_that_says_when_to_come_back() {
        gate.open();
        for (int request = 0; request < 4; request++) {
            ask(ASK_AND_FINISH);
        }
        JsonNode refused = ask(ASK_AND_FINISH).path("terminal");
        assertThat(refused.path("code").asText()).isEqualTo("rate_limited");
        assertThat(refused.path("retry_after").asInt()).isBetween(1, 15);
        assertThat(provider.requests()).hasSize(4);
    }

    @Test
    void a_countdown_ticks_down_to_zero() {
        JsonNode ticks = ask("""
                const ticks = [];
                await new Promise(done => runnel.countdown(2, left => { ticks.push(left); if (left === 0) done(); }));
                return ticks;
                """);
        assertThat(ticks.toString()).isEqualTo("[2,1,0]");
    }

    private static String texts(JsonNode events) {
        return StreamSupport.stream(events.spliterator(), false)
                .map(event -> event.path("content").asText())
                .reduce("", String::concat);
    }
}
