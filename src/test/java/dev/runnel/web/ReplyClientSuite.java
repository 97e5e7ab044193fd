package dev.runnel.web;

import com.fasterxml.jackson.databind.JsonNode;
import dev.runnel.testing.Gate;
import dev.runnel.testing.Script;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;

/** The client library in a page of the service, with a reply that waits halfway. */
abstract class ReplyClientSuite extends BrowserSuite {

    /** Asks, and leaves the reply in the page under its name. */
    static final String ASK = """
            window.seen = []; window.states = [];
            window.reply = runnel.streamReply({userId: arg.user, message: arg.message ?? 'count', sessionId: 's',
                onEvent: event => seen.push(event), onConnection: state => states.push(state),
                transport: window.transport, ...window.more});
            """;

    static final String ASK_AND_FINISH = ASK + "return {terminal: await reply.finished, text: reply.text};";
    static final String FINISH = "return {terminal: await reply.finished, text: reply.text, seen, states};";

    final Gate gate = new Gate();

    @BeforeEach
    void aPageOfTheServiceAndAReplyThatWaitsHalfway() {
        page.navigate("/runnel/client.js");
        page.evaluate("window.more = {}");
        provider.byDefault(Script.tokens("one ", "two ", "three ").holdAt(gate).then("four ", "five"));
    }

    JsonNode ask(String body) {
        return run(body, Map.of("user", user));
    }

    void awaitText(String text) {
        page.waitForFunction("text => reply.text === text", text);
    }
}
