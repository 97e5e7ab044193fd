package dev.runnel.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.runnel.testing.BesideTheApplication;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Whoever is woken by an alert finds out what it means and what to do. */
@BesideTheApplication
class AlertsTest {

    private static final List<String> NAMES =
            Queries.rules().map(rule -> rule.path("alert").asText()).toList();

    @Test
    void every_alert_says_how_bad_it_is_and_what_is_the_matter() {
        assertThat(Queries.rules()).allSatisfy(rule -> {
            assertThat(rule.at("/labels/severity").asText()).isIn("critical", "warning");
            assertThat(rule.at("/annotations/summary").asText()).endsWith(".");
        });
    }

    @Test
    void every_alert_has_its_chapter_in_the_operations_manual_and_no_chapter_is_left_over() throws IOException {
        assertThat(Files.readAllLines(Path.of("docs/operations.md")))
                .filteredOn(line -> line.startsWith("### Runnel"))
                .map(line -> line.substring(4))
                .containsExactlyElementsOf(NAMES);
    }

    @Test
    void every_alert_was_made_to_fire() {
        List<String> fired =
                Yaml.document(Path.of("deploy/prometheus/alerts.test.yml")).findValues("alert_rule_test").stream()
                        .flatMap(JsonNode::valueStream)
                        .filter(test -> !test.path("exp_alerts").isEmpty())
                        .map(test -> test.path("alertname").asText())
                        .toList();

        assertThat(fired).containsAll(NAMES);
    }

    @Test
    void a_pod_is_nearly_full_at_four_fifths_of_what_it_takes() {
        long places = Long.parseLong(DeployedSettings.byDefault("runnel.limit.pod-replies"));

        assertThat(Queries.rules())
                .filteredOn(rule -> rule.path("alert").asText().equals("RunnelNearlyFull"))
                .singleElement()
                .extracting(rule -> rule.path("expr").asText())
                .isEqualTo("runnel_provider_calls > " + places * 4 / 5);
    }
}
