package dev.runnel.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.runnel.testing.Script;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the client library promises of messages that are sent while a reply runs. */
@QuarkusTest
@TestProfile(BrowserSuite.Profile.class)
class ReplyClientQueueTest extends ReplyClientSuite {

    private static final String SESSION = "const session = {userId: arg.user, sessionId: 's'};";

    private void askAndHear(String transport) {
        page.evaluate("name => window.transport = name", transport);
        ask(ASK);
        awaitText("one two three ");
    }

    private void talkBack(String options) {
        ask("window.second = runnel.streamReply({userId: arg.user, sessionId: 's', transport: window.transport, "
                + options + "});");
    }

    @ParameterizedTest
    @ValueSource(strings = {"stream", "socket"})
    void a_question_waits_for_the_end_of_the_reply_that_runs(String transport) {
        askAndHear(transport);
        talkBack("message: 'more', when: 'queue'");
        page.waitForFunction("second.replyId !== undefined");
        JsonNode waiting = ask(SESSION + "return await runnel.listQueue(session)");
        assertThat(waiting.findValuesAsText("message")).containsExactly("more");
        assertThat(waiting.findValuesAsText("when")).containsExactly("queue");
        assertThat(page.evaluate("second.text")).isEqualTo("");
        gate.open();
        assertThat(ask("await second.finished; return [reply.text, second.text]")
                        .toString())
                .isEqualTo("[\"one two three four five\",\"one two three four five\"]");
        assertThat(ask(SESSION + "return await runnel.listQueue(session)")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"stream", "socket"})
    void a_correction_is_answered_with_the_reply_that_runs_from_there_on(String transport) {
        askAndHear(transport);
        provider.enqueue(Script.reply("vier"));
        talkBack("message: 'in German', when: 'steer'");
        JsonNode heard = ask("await second.finished; const events = []; for await (const event of second) "
                + "events.push(event); return [reply.replyId === second.replyId, second.text, events[0]]");
        assertThat(heard.path(0).asBoolean()).isTrue();
        assertThat(heard.path(1).asText().strip()).isEqualTo("vier");
        assertThat(heard.path(2).path("status").asText()).isEqualTo("steering");
        assertThat(heard.path(2).path("message").asText()).isEqualTo("in German");
    }

    @Test
    void what_waits_is_changed_and_withdrawn() {
        askAndHear("stream");
        talkBack("message: 'more', when: 'queue'");
        page.waitForFunction("second.replyId !== undefined");
        JsonNode changed = ask(SESSION + """
                const named = {...session, replyId: second.replyId};
                const changed = await runnel.changeQueued({...named, message: 'less'});
                await runnel.withdrawQueued(named);
                await runnel.withdrawQueued(named);
                const gone = await runnel.changeQueued({...named, message: 'nothing'});
                const end = await second.finished;
                return {message: changed.message, gone: gone === undefined, end: end.finish_reason};
                """);
        assertThat(changed.toString()).isEqualTo("{\"message\":\"less\",\"gone\":true,\"end\":\"stopped\"}");
        gate.open();
        assertThat(ask(FINISH).path("text").asText()).isEqualTo("one two three four five");
        assertThat(provider.requests()).hasSize(1);
    }

    @Test
    void a_reply_that_runs_is_stopped_for_another_question() {
        askAndHear("stream");
        provider.enqueue(Script.reply("yes"));
        talkBack("message: 'enough?', when: 'interrupt'");
        assertThat(ask("await second.finished; return [second.text, (await reply.finished).finish_reason]")
                        .toString())
                .isEqualTo("[\"yes\",\"stopped\"]");
    }
}
