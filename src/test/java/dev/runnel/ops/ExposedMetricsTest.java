package dev.runnel.ops;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.runnel.deploy.Queries;
import dev.runnel.testing.Dialect;
import dev.runnel.testing.Profiles;
import dev.runnel.testing.ProviderSuite;
import dev.runnel.testing.Script;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.RestAssured;
import java.time.Duration;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** A query for a metric that does not exist is answered with nothing, and an alert on it never fires. */
@QuarkusTest
@TestProfile(Profiles.Redis.class)
class ExposedMetricsTest extends ProviderSuite {

    private static final Pattern SAMPLE = Pattern.compile("(?m)^([a-zA-Z_:][a-zA-Z0-9_:]*)[{ ]");

    @Override
    protected Dialect dialect() {
        return Dialect.OPENAI;
    }

    @Test
    void every_metric_that_the_dashboard_and_the_alerts_ask_for_is_exposed() {
        Set<String> asked = Queries.metrics();

        makeSomethingToMeasure();

        assertThat(asked).hasSizeGreaterThan(15);
        await().atMost(Duration.ofSeconds(5))
                .untilAsserted(() -> assertThat(exposed()).containsAll(asked));
    }

    /** A reply, a failure, and a collection: what was never counted is not exposed. */
    private void makeSomethingToMeasure() {
        provider().enqueue(Script.reply("Hello"));
        conversation.streamed("Hi");
        provider().enqueue(Script.status(500));
        conversation.streamed("Hi");
        System.gc();
    }

    private static Set<String> exposed() {
        return SAMPLE.matcher(RestAssured.get("/q/metrics").asString())
                .results()
                .map(sample -> sample.group(1))
                .collect(Collectors.toSet());
    }
}
