package dev.runnel.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Prometheus takes the configuration, the alerts and each query of the dashboard, and the alerts fire when they should. */
@NeedsPromtool
class PromtoolTest {

    @TempDir
    Path directory;

    @Test
    void prometheus_takes_its_configuration_and_the_alerts() {
        assertThat(Promtool.complaints("check", "config", "deploy/prometheus/prometheus.yml"))
                .isEmpty();
    }

    @Test
    void each_alert_fires_for_what_it_is_about_and_not_for_what_looks_like_it() {
        assertThat(Promtool.complaints("test", "rules", "deploy/prometheus/alerts.test.yml"))
                .isEmpty();
    }

    @Test
    void every_query_of_the_dashboard_is_one() throws IOException {
        StringBuilder rules = new StringBuilder("groups:\n  - name: dashboard\n    rules:\n");
        List<String> queries = Queries.ofDashboard().toList();
        for (int i = 0; i < queries.size(); i++) {
            rules.append("      - record: query_").append(i).append("\n        expr: |-\n          ");
            rules.append(queries.get(i)).append('\n');
        }
        Path file = Files.writeString(directory.resolve("dashboard.yml"), rules);

        assertThat(queries).hasSizeGreaterThan(15);
        assertThat(Promtool.complaints("check", "rules", file.toString())).isEmpty();
    }
}
