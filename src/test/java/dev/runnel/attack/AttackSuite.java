package dev.runnel.attack;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.runnel.testing.Dialect;
import dev.runnel.testing.LogLines;
import dev.runnel.testing.RawConnection;
import dev.runnel.testing.RawConnection.Answer;
import dev.runnel.testing.ScriptedProvider;
import dev.runnel.testing.ScriptedProviders;
import io.quarkus.test.common.http.TestHTTPResource;
import java.net.URL;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** The running application, and what has to hold after each attack: it is well, and no operator was woken for a defect. */
abstract class AttackSuite {

    private static final ObjectMapper JSON = new ObjectMapper();

    ScriptedProviders providers;

    @TestHTTPResource
    URL url;

    final String user = "user-" + UUID.randomUUID();
    ScriptedProvider provider;
    LogLines log;

    @BeforeEach
    void begin_anew() {
        providers.reset();
        provider = providers.of(Dialect.OPENAI);
        log = LogLines.ofAll();
    }

    @AfterEach
    void nobody_was_woken() {
        log.close();
        assertThat(log.errors()).as("lines with a stack trace").noneMatch(line -> line.contains(" thrown: "));
    }

    int port() {
        return url.getPort();
    }

    Answer get(String path) {
        return RawConnection.ask(port(), "GET " + path + " HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n")
                .orElseThrow();
    }

    /** The {@code code} of a refusal, after a look whether all of it is ours. */
    static String code(Answer answer) {
        assertThat(answer.body()).doesNotContainIgnoringCase("<html").doesNotContain("Error id", "dev.runnel.", "io.");
        assertThat(answer.status()).as(answer.body()).isGreaterThanOrEqualTo(400);
        String type = answer.headers().getOrDefault("Content-Type", "none, " + answer.status());
        if (type.startsWith("text/event-stream")) {
            assertThat(answer.body()).startsWith("data: {\"type\":\"error\"").endsWith("\n\n");
            return coded(answer.body().substring("data: ".length()));
        }
        assertThat(type).as(answer.body()).startsWith("application/problem+json");
        return coded(answer.body());
    }

    private static String coded(String json) {
        try {
            JsonNode failure = JSON.readTree(json);
            assertThat(failure.path("message").asText()).isNotBlank();
            return failure.path("code").asText();
        } catch (JsonProcessingException e) {
            throw new AssertionError("no JSON: " + json, e);
        }
    }
}
