package dev.runnel.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.runnel.testing.Gate;
import dev.runnel.testing.Script;
import dev.runnel.testing.SseClient;
import dev.runnel.testing.SseEvents;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What browsers have built in, without any library: it knows how to come back, and has to be told when to stay away. */
@QuarkusTest
@TestProfile(BrowserSuite.Profile.class)
class EventSourceTest extends BrowserSuite {

    private static final String FOLLOW = """
            window.seen = []; window.opened = 0; window.text = '';
            window.source = new EventSource('/api/conversation-stream/' + arg.user + '/' + arg.reply);
            source.onopen = () => opened++;
            source.onmessage = message => {
                const event = JSON.parse(message.data);
                seen.push({id: message.lastEventId, ...event});
                text += event.content ?? '';
            };
            """;

    private final Gate first = new Gate();
    private final Gate second = new Gate();

    @BeforeEach
    void followAReplyThatWaitsTwice() {
        provider.byDefault(Script.tokens("one ", "zwö ")
                .holdAt(first)
                .then("three ", "four ")
                .holdAt(second)
                .then("🦊 ", "six"));
        String reply;
        try (SseClient asking = SseClient.post(
                url.getPort(), "/api/conversation-stream/" + user, "{\"message\":\"count\",\"session_id\":\"s\"}")) {
            reply = SseEvents.of(List.of(asking.nextEvent()))
                    .all()
                    .getFirst()
                    .path("reply_id")
                    .asText();
        }
        page.navigate("/runnel/client.js");
        run(FOLLOW, Map.of("user", user, "reply", reply));
        page.waitForFunction("text === 'one zwö '");
    }

    @Test
    void it_comes_back_by_itself_misses_and_repeats_nothing_and_stays_away_after_the_end() {
        network.cut();
        page.waitForFunction("source.readyState === EventSource.CONNECTING");
        first.open();
        page.waitForFunction("text === 'one zwö three four '");
        network.goDown();
        page.waitForFunction("source.readyState === EventSource.CONNECTING");
        second.open();
        network.comeUp();

        page.waitForFunction("source.readyState === EventSource.CLOSED");
        JsonNode end = run("return {text, seen, opened};", null);
        assertThat(end.path("text").asText()).isEqualTo("one zwö three four 🦊 six");
        assertThat(end.path("opened").asInt()).isEqualTo(3);
        List<Integer> seqs = StreamSupport.stream(end.path("seen").spliterator(), false)
                .peek(event -> assertThat(event.path("id").asInt())
                        .isEqualTo(event.path("seq").asInt()))
                .map(event -> event.path("seq").asInt())
                .toList();
        assertThat(seqs)
                .containsExactlyElementsOf(
                        IntStream.range(0, seqs.size()).boxed().toList());
        assertThat(end.path("seen").path(seqs.size() - 1).path("type").asText()).isEqualTo("complete");
        assertThat(provider.requests()).hasSize(1);
    }
}
