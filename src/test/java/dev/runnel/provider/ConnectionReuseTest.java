package dev.runnel.provider;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import dev.runnel.testing.Conversation;
import dev.runnel.testing.Dialect;
import dev.runnel.testing.Profiles;
import dev.runnel.testing.RecordedRequest;
import dev.runnel.testing.Script;
import dev.runnel.testing.ScriptedProvider;
import dev.runnel.testing.ScriptedProviders;
import dev.runnel.testing.SseEvents;
import dev.runnel.testing.WireScript;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.net.URL;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * No byte of one call reaches another, whatever a provider does with the connection. Each viewer's question is a number, and
 * each answer repeats it; many ask at once and again and again, so that every connection is used by many.
 */
@QuarkusTest
@TestProfile(Profiles.OpenAi.class)
class ConnectionReuseTest {

    private static final int VIEWERS = 8;
    private static final int QUESTIONS = 12;
    private static final ObjectMapper JSON = new ObjectMapper();

    /** What goes wrong with every third answer; the connection stays open where HTTP allows it. */
    enum Mishap {
        INTERIM_102("HTTP/1.1 102 Processing\r\n\r\n", ""),
        TWO_INTERIM("HTTP/1.1 103 Early Hints\r\nLink: </x>\r\n\r\nHTTP/1.1 102 Processing\r\n\r\n", ""),
        CONTINUE_UNASKED("HTTP/1.1 100 Continue\r\n\r\n", ""),
        A_SECOND_ANSWER(
                "",
                "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nContent-Length: 31\r\n\r\n"
                        + "data: {\"stale\": \"answer\"}    \n\n"),
        BYTES_AFTER_THE_END("", "rubbish\r\n\r\n");

        private final String before;
        private final String after;

        Mishap(String before, String after) {
            this.before = before;
            this.after = after;
        }

        Script answer(String text) {
            String event = "data: {\"choices\":[{\"index\":0,\"delta\":{\"content\":\"" + text
                    + "\"},\"finish_reason\":\"stop\"}]}\n\ndata: [DONE]\n\n";
            ArrayNode parts = JSON.createArrayNode();
            if (!before.isEmpty()) {
                parts.add(before).add(0.02);
            }
            parts.add("HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nContent-Length: " + event.length()
                    + "\r\n\r\n" + event + after);
            return WireScript.rawKeepingTheConnection(parts);
        }
    }

    ScriptedProviders providers;

    @TestHTTPResource
    URL url;

    @BeforeEach
    void begin_anew() {
        providers.reset();
    }

    @ParameterizedTest
    @EnumSource
    void each_viewer_gets_the_answer_to_its_own_question(Mishap mishap) throws Exception {
        provider().answering(request -> answer(mishap, request));
        try (ExecutorService viewers = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Callable<List<String>>> all = new ArrayList<>();
            for (int viewer = 0; viewer < VIEWERS; viewer++) {
                String name = "v" + viewer;
                all.add(() -> wrongAnswers(name));
            }
            for (Future<List<String>> wrong : viewers.invokeAll(all)) {
                assertThat(wrong.get()).isEmpty();
            }
        }
        assertThat(provider().connectionsOpened()).isLessThan(VIEWERS * QUESTIONS);
    }

    private static Script answer(Mishap mishap, RecordedRequest request) {
        String asked = request.messages().getLast().text();
        boolean goesWrong = request.index() % 3 == 0;
        return goesWrong ? mishap.answer("to " + asked) : Script.reply("to " + asked);
    }

    /** An answer to another question; that none comes at all may happen to whoever had the connection then. */
    private List<String> wrongAnswers(String viewer) {
        List<String> wrong = new ArrayList<>();
        for (int i = 0; i < QUESTIONS; i++) {
            String question = viewer + "q" + i;
            SseEvents events = Conversation.at(url.getPort()).streamed(question);
            JsonNode end = events.terminal();
            boolean isOwn = events.text().equals("to " + question)
                    && end.path("type").asText().equals("complete");
            boolean isNone =
                    events.text().isEmpty() && end.path("type").asText().equals("error");
            if (!isOwn && !isNone) {
                wrong.add(question + " was answered " + events.all());
            }
        }
        return wrong;
    }

    private ScriptedProvider provider() {
        return providers.of(Dialect.OPENAI);
    }
}
