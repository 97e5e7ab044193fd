package dev.runnel.deploy;

import static java.util.stream.Collectors.toCollection;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What the dashboard and the alerts ask Prometheus. */
public final class Queries {

    static final Path ALERTS = Path.of("deploy/prometheus/alerts.yml");
    static final Path DASHBOARD = Path.of("deploy/grafana/dashboards/runnel.json");

    /** Prometheus itself says whether it could scrape. */
    private static final Set<String> OF_PROMETHEUS = Set.of("up");

    /** Labels, ranges, the lists of labels behind a keyword, texts: whatever has names in it that are no metric's. */
    private static final Pattern ASIDE = Pattern.compile(
            "\\{[^}]*}|\\[[^]]*]|\\b(?:by|without|on|ignoring|group_left|group_right)\\s*\\([^)]*\\)|\"[^\"]*\"");

    private static final Pattern NAME = Pattern.compile("[a-zA-Z_:][a-zA-Z0-9_:]*+(?!\\s*\\()");
    private static final Set<String> OPERATORS = Set.of("and", "or", "unless", "bool", "offset");

    private Queries() {}

    /** The names of all metrics that are asked for, sorted. */
    public static Set<String> metrics() {
        return Stream.concat(ofAlerts(), ofDashboard())
                .flatMap(Queries::metrics)
                .collect(toCollection(TreeSet::new));
    }

    static Stream<String> ofAlerts() {
        return rules().map(rule -> rule.path("expr").asText());
    }

    static Stream<JsonNode> rules() {
        return Yaml.document(ALERTS).path("groups").valueStream().flatMap(group -> group.path("rules")
                .valueStream());
    }

    /** With a range in the place of Grafana's, and any pod for the chosen one. */
    static Stream<String> ofDashboard() {
        return Yaml.document(DASHBOARD).findValues("expr").stream()
                .map(expression ->
                        expression.asText().replace("$__rate_interval", "1m").replace("$instance", ".*"));
    }

    private static Stream<String> metrics(String expression) {
        return NAME.matcher(ASIDE.matcher(expression).replaceAll(" "))
                .results()
                .map(MatchResult::group)
                .filter(name -> !OPERATORS.contains(name) && !OF_PROMETHEUS.contains(name));
    }
}
