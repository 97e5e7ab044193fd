package dev.runnel.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.runnel.testing.Script;
import dev.runnel.testing.SseClient;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A provider whose circuit is open: what operators see of that, and what its users do not. */
abstract class CircuitScenarios extends FailoverTestBase {

    private static final String OPEN = "open 1.0";
    private static final String CLOSED = "closed 0.0";

    /** By a probe: a circuit that is merely reset tells nobody. */
    @BeforeEach
    @AfterEach
    void theCircuitIsClosed() {
        first().byDefault(Script.reply(SIXTY_WORDS));
        await().until(() -> {
            ask("healthy");
            return circuit().equals(CLOSED);
        });
        first().reset().byDefault(Script.reply(SIXTY_WORDS));
        second().reset().byDefault(Script.reply(SIXTY_WORDS));
    }

    @Test
    void an_open_circuit_shows_in_health_and_metrics_until_a_probe_has_closed_it() {
        first().byDefault(Script.status(503));
        await().until(() -> {
            ask("down");
            return circuit().equals(OPEN);
        });

        theCircuitIsClosed();
        assertAnsweredBy(firstName(), ask("closed"));
    }

    @Test
    void one_whose_streaming_alone_fails_answers_without() {
        first().byDefault(Script.status(503)).byDefaultNonStreaming(Script.reply(SIXTY_WORDS));

        await().until(() -> {
            assertAnsweredBy(firstName(), ask("before"));
            return circuit().equals(OPEN);
        });

        assertAnsweredBy(firstName(), ask("after"));
        assertThat(second().requests()).isEmpty();
    }

    @Test
    void one_that_only_flaps_answers_as_well() {
        await().until(() -> {
            first().enqueue(Script.status(503));
            assertAnsweredBy(firstName(), ask("before"));
            return circuit().equals(OPEN);
        });

        assertAnsweredBy(firstName(), ask("after"));
        assertThat(second().requests()).isEmpty();
    }

    /** The state that health tells and the value of the gauge, as an operator gets them. */
    private String circuit() {
        try (SseClient health = SseClient.get(port, "/q/health");
                SseClient gauges = SseClient.get(port, "/q/metrics", "Accept: text/plain")) {
            return find("\"circuit.%s\": \"(.+)\"", health.rawBody())
                    + " "
                    + find("runnel_provider_circuit_open\\{provider=\"%s\",?} (.+)", gauges.rawBody());
        }
    }

    private String find(String pattern, String text) {
        Matcher matcher = Pattern.compile(pattern.formatted(firstName())).matcher(text);
        assertThat(matcher.find()).as(text).isTrue();
        return matcher.group(1);
    }
}
