package dev.runnel.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.runnel.testing.BundledPage;
import dev.runnel.testing.Conversation;
import dev.runnel.testing.Docs;
import dev.runnel.testing.FrontEndProcess;
import dev.runnel.testing.Gate;
import dev.runnel.testing.NeedsNpm;
import dev.runnel.testing.Script;
import dev.runnel.testing.SseClient;
import dev.runnel.testing.SseEvents;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** However events are encoded on the way: public clients, unchanged, show each word when it comes. */
abstract class EncodedRepliesContract extends BrowserSuite {

    private static final String FIRST = "one zwö ";
    private static final String WHOLE = "one zwö three 🦊 five";

    final Gate gate = new Gate();

    /** {@code Content-Encoding} of a stream; null if it has none. */
    abstract String streamEncoding();

    /** {@code extensions} of a socket in a browser. */
    abstract String socketExtensions();

    @BeforeEach
    void a_reply_that_waits_halfway() {
        page.navigate("/runnel/client.js");
        provider.byDefault(Script.tokens("one ", "zwö ").holdAt(gate).then("three ", "🦊 ", "five"));
    }

    private void awaitWords() {
        page.waitForFunction("text => window.text === text", FIRST);
        gate.open();
        page.waitForFunction("text => window.text === text", WHOLE);
    }

    @Test
    void an_event_source_of_a_browser() {
        String reply;
        try (SseClient asking = SseClient.post(
                url.getPort(), "/api/conversation-stream/" + user, "{\"message\":\"count\",\"session_id\":\"s\"}")) {
            reply = SseEvents.of(List.of(asking.nextEvent()))
                    .all()
                    .getFirst()
                    .path("reply_id")
                    .asText();
        }
        run("""
                window.text = '';
                new EventSource('/api/conversation-stream/' + arg.user + '/' + arg.reply)
                    .onmessage = ({data}) => text += JSON.parse(data).content ?? '';
                """, Map.of("user", user, "reply", reply));
        awaitWords();
    }

    @Test
    void fetch_of_a_browser() {
        run("""
                const response = await fetch('/api/conversation-stream/' + arg.user,
                    {method: 'POST', body: JSON.stringify({message: 'count'})});
                window.encoding = response.headers.get('Content-Encoding');
                window.text = ''; let rest = '';
                (async () => {
                    for await (const part of response.body.pipeThrough(new TextDecoderStream())) {
                        const events = (rest + part).split('\\n\\n');
                        rest = events.pop();
                        events.forEach(event => text += JSON.parse(event.slice(6)).content ?? '');
                    }
                })();
                """, Map.of("user", user));
        awaitWords();
        assertThat(page.evaluate("encoding")).isEqualTo(streamEncoding());
    }

    @Test
    void a_web_socket_of_a_browser() {
        run("""
                window.text = '';
                window.socket = new WebSocket('/api/conversation-socket/' + arg.user);
                socket.onopen = () => socket.send(JSON.stringify({type: 'ask', message: 'count'}));
                socket.onmessage = ({data}) => text += JSON.parse(data).content ?? '';
                """, Map.of("user", user));
        awaitWords();
        assertThat(page.evaluate("socket.extensions")).isEqualTo(socketExtensions());
    }

    @Test
    void the_client_library_on_streams_and_on_a_socket() {
        for (String transport : List.of("stream", "socket")) {
            gate.open();
            JsonNode end = run("""
                    const reply = runnel.streamReply({userId: arg.user, message: 'count', transport: arg.transport});
                    await reply.finished;
                    return {text: reply.text};
                    """, Map.of("user", user, "transport", transport));
            assertThat(end.path("text").asText()).isEqualTo(WHOLE);
        }
    }

    @NeedsNpm
    @Test
    void fetch_event_source(@TempDir Path project) throws IOException {
        String example = Docs.examples("docs/front-ends.md", "## fetch-event-source")
                .get(1)
                .replace("/api/conversation-stream/test", "/api/conversation-stream/" + user);
        new BundledPage(project).open(page, "", example + """
                window.text = "";
                ask("count", event => text += event.content ?? "");
                """);
        awaitWords();
    }

    @NeedsNpm
    @Test
    void a_chat_of_the_ai_sdk_on_streams_and_on_a_socket() {
        for (String transport : List.of("stream", "socket")) {
            Gate halfway = new Gate();
            provider.byDefault(Script.tokens("one ", "zwö ").holdAt(halfway).then("three ", "🦊 ", "five"));
            try (FrontEndProcess chat =
                    new FrontEndProcess("ai-sdk.mjs", origin() + "/api/ai-sdk/" + user, transport, transport)) {
                chat.tell("send count");
                chat.await(state -> shown(state).equals(FIRST));
                halfway.open();
                chat.await(state -> shown(state).equals(WHOLE));
            }
        }
    }

    private static String shown(JsonNode state) {
        JsonNode messages = state.path("messages");
        return messages.path(messages.size() - 1).path("text").asText();
    }

    @NeedsNpm
    @Test
    void openais_client() {
        try (FrontEndProcess client = new FrontEndProcess("openai.mjs", origin() + "/v1", "none")) {
            client.tell(Conversation.json("""
                    ["stream", {"model": "auto", "user": "%s", "messages": [{"role": "user", "content": "count"}]}]""".formatted(user)).toString());
            client.await(line -> delta(line).equals("zwö "));
            gate.open();
            client.await(line -> delta(line).equals("five"));
            client.await(line -> line.has("ended"));
        }
    }

    private static String delta(JsonNode line) {
        return line.at("/chunk/choices/0/delta/content").asText();
    }

    @NeedsNpm
    @Test
    void openais_client_on_a_socket_of_ws() {
        try (FrontEndProcess client = new FrontEndProcess("responses-socket.mjs", origin() + "/v1", "none")) {
            client.await(line -> line.has("open"));
            client.tell(
                    "{\"type\":\"response.create\",\"model\":\"auto\",\"input\":\"count\",\"stream_id\":\"a\",\"user\":\""
                            + user + "\"}");
            client.await(line -> line.at("/event/delta").asText().equals("zwö "));
            gate.open();
            JsonNode end = client.await(line -> line.at("/event/type").asText().equals("response.completed"));
            assertThat(end.at("/event/response/output/0/content/0/text").asText())
                    .isEqualTo(WHOLE);
        }
    }

    String origin() {
        return "http://127.0.0.1:" + url.getPort();
    }
}
