package dev.runnel.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.WebSocket;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The same promises on a socket, and what only a socket can do. */
@QuarkusTest
@TestProfile(BrowserSuite.Profile.class)
class ReplyClientSocketTest extends ReplyClientContract {

    private final List<WebSocket> opened = new ArrayList<>();

    @BeforeEach
    void replies_share_a_socket() {
        page.onWebSocket(opened::add);
        page.evaluate("window.transport = 'socket'");
    }

    @Test
    void replies_of_a_page_share_one_socket_and_no_stream_is_opened() {
        List<String> streams = new ArrayList<>();
        page.onRequest(request -> {
            if (request.url().contains("/api/conversation-stream/")
                    && !request.url().contains("reading")) {
                streams.add(request.url());
            }
        });
        gate.open();
        JsonNode texts = ask("""
                const ask = message => runnel.streamReply({userId: arg.user, message, transport: 'socket'});
                const replies = [ask('one'), ask('two'), ask('three')];
                await Promise.all(replies.map(reply => reply.finished));
                return replies.map(reply => reply.text);
                """);
        assertThat(texts).hasSize(3).allSatisfy(text -> assertThat(text.asText())
                .isEqualTo("one two three four five"));
        assertThat(opened).hasSize(1);
        assertThat(streams).isEmpty();
    }

    @Test
    void replies_to_different_tokens_share_no_socket_where_nothing_else_says_whose_they_are() {
        gate.open();
        ask("""
                const ask = token => runnel.streamReply({message: 'hello', token, transport: 'socket'}).finished;
                await Promise.all([ask('annas'), ask('annas'), ask('bobs')]);
                """);
        assertThat(opened).hasSize(2).allSatisfy(socket -> assertThat(socket.url())
                .endsWith("/api/conversation-socket/me"));
    }

    @Test
    void where_no_socket_can_be_had_a_reply_uses_a_stream() {
        gate.open();
        page.evaluate("() => { window.WebSocket = class extends WebSocket {"
                + " constructor() { super('ws://127.0.0.1:1/nobody-listens'); } } }");
        JsonNode end = ask(ASK_AND_FINISH);
        assertThat(end.path("text").asText()).isEqualTo("one two three four five");
        assertThat(provider.requests()).hasSize(1);
    }
}
